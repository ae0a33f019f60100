/**
 * The live WebSocket: reconnects with growing pauses, notices silence, and sends the user to sign in when the session
 * is over.
 */
import { get } from "./api.js";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const SILENCE_MS = 10_000;       // the node sends its clock every second
const SNAPSHOT_MS = 1_000;       // what arrives this soon after opening is the last known state, not news

/** One page’s live link; calls back with each message and each change of state. */
export class LiveLink {
    /**
     * @param {Object} handlers
     * @param {(message: Object, isSnapshot: boolean) => void} handlers.onMessage
     * @param {(state: {phase: "connecting"|"open"|"waiting", retryAtMs: number}) => void} handlers.onState
     */
    constructor({ onMessage, onState }) {
        this.onMessage = onMessage;
        this.onState = onState;
        this.failures = 0;
        this.lastHeardMs = 0;
        setInterval(() => this.#checkSilence(), 2000);
        window.addEventListener("online", () => this.#hasten());
        document.addEventListener("visibilitychange", () => document.hidden || this.#hasten());
    }

    /** Open the connection; everything after happens by itself. */
    open() {
        this.onState({ phase: "connecting", retryAtMs: 0 });
        const scheme = location.protocol === "https:" ? "wss:" : "ws:";
        const socket = new WebSocket(`${scheme}//${location.host}/api/live`);
        this.socket = socket;
        this.lastHeardMs = performance.now();
        socket.addEventListener("open", () => this.#opened());
        socket.addEventListener("message", (event) => this.#received(event.data));
        socket.addEventListener("close", () => socket === this.socket && this.#closed());
    }

    #opened() {
        this.openedMs = this.lastHeardMs = performance.now();
        this.onState({ phase: "open", retryAtMs: 0 });
    }

    #received(text) {
        this.lastHeardMs = performance.now();
        this.failures = 0;
        let message;
        try {
            message = JSON.parse(text);
        } catch {
            return console.warn("a live message was not JSON and was left out");
        }
        this.onMessage(message, this.lastHeardMs - this.openedMs < SNAPSHOT_MS);
    }

    #closed() {
        this.socket = null;
        this.failures += 1;
        const scatter = 0.75 + Math.random() / 2;
        const pause = scatter * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.failures - 1));
        this.onState({ phase: "waiting", retryAtMs: performance.now() + pause });
        this.timer = setTimeout(() => this.#retry(), pause);
    }

    /**
     * A closed WebSocket does not say why; an ordinary request tells an ended session (401) from a node that is away.
     */
    async #retry() {
        this.timer = null;
        await get("/api/me").catch(() => null);
        if (!this.socket) this.open();
    }

    #hasten() {
        if (!this.timer) return;
        clearTimeout(this.timer);
        this.#retry();
    }

    #checkSilence() {
        if (!this.socket || performance.now() - this.lastHeardMs < SILENCE_MS) return;
        const silent = this.socket;
        this.socket = null;
        silent.close();
        this.#closed();
    }
}
