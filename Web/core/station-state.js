/** What this page knows: loaded over HTTP, kept current by the live link, told to the elements by topic. */
import { get, post } from "./api.js";
import { ServerClock } from "./clock.js";

const EVENTS_KEPT = 200;
const ACKNOWLEDGED_KEPT = 12;

/**
 * The page’s state. Times in fields ending in `Ms` are Unix milliseconds, `bornMs` performance.now().
 */
export class StationState {
    constructor() {
        this.clock = new ServerClock();
        this.me = null;
        this.partners = new Map();
        this.elements = new Map();
        this.parameters = new Map();
        this.samples = new Map();
        this.alarms = new Map();
        this.alarmsWithheld = [];
        this.events = [];
        this.eventsWithheld = 0;
        this.link = null;
        this.orbit = null;
        this.stations = [];
        this.relays = [];
        this.passes = [];
        this.connection = { phase: "connecting", retryAtMs: 0 };
        this.newestSampleMs = null;
        this.listeners = new Map();
        this.watchers = new Map();
        this.changedNames = new Set();
    }

    /**
     * Hear of changes. Topics: `parameters`, `samples` (with the changed names, once a frame), `alarms`, `alarm` (one
     * that just arrived), `events`, `link`, `orbit`, `stations`, `passes`, `connection`, `gap`, `load-failures`; from
     * the elements themselves `plot` (a name, or null to close), `why` (a question to the gate), `pass` (one to show in
     * the sky) and `second`.
     */
    on(topic, listener) {
        if (!this.listeners.has(topic)) this.listeners.set(topic, new Set());
        this.listeners.get(topic).add(listener);
    }

    emit(topic, detail) {
        for (const listener of this.listeners.get(topic) ?? []) listener(detail);
    }

    /** Hear of every sample of one parameter, none left out. @returns {() => void} stops it */
    watch(name, listener) {
        if (!this.watchers.has(name)) this.watchers.set(name, new Set());
        this.watchers.get(name).add(listener);
        return () => this.watchers.get(name)?.delete(listener);
    }

    /**
     * The time that "the last ten minutes" ends at: now, or the newest sample's when a simulation runs at another
     * time.
     */
    displayNowMs() {
        const now = this.clock.nowMs();
        const elsewhen = this.newestSampleMs !== null && Math.abs(now - this.newestSampleMs) > 3_600_000;
        return elsewhen ? this.newestSampleMs : now;
    }

    async loadIdentity() {
        const [me, programme] = await Promise.all([get("/api/me"), get("/api/programme")]);
        this.me = me;
        this.clock.synchronise(me.now);
        this.partners = new Map(programme.partners.map((partner) => [partner.id, partner]));
        this.elements = new Map(programme.elements.map((item) => [item.id, item]));
    }

    async loadParameters() {
        const { parameters } = await get("/api/parameters");
        this.parameters = new Map(parameters.map((parameter) => [parameter.name, parameter]));
        this.emit("parameters");
    }

    async loadAlarms() {
        const { alarms, withheld } = await get("/api/alarms");
        this.alarms = new Map(alarms.map((alarm) => [String(alarm.id), alarm]));
        this.alarmsWithheld = withheld ?? [];
        this.emit("alarms");
    }

    async loadEvents() {
        const { events, withheldCount } = await get("/api/events", { limit: EVENTS_KEPT });
        this.events = [...events].sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
        this.eventsWithheld = withheldCount ?? 0;
        this.emit("events");
    }

    async loadOrbit() {
        // Without an element set, or the right to see it, there is nothing to ask for.
        if (!this.me.elementSet) return;
        const orbit = await get("/api/orbit");
        this.orbit = { ...orbit, timeMs: Date.parse(orbit.now.time) };
        this.emit("orbit");
    }

    async loadStations() {
        const { stations, relays } = await get("/api/stations");
        this.stations = stations;
        this.relays = relays ?? [];
        this.emit("stations");
    }

    async loadPasses() {
        const { passes } = await get("/api/passes", { hours: 12 });
        this.passes = passes.map((pass) => ({ ...pass, aosMs: Date.parse(pass.aos), losMs: Date.parse(pass.los) }));
        this.emit("passes");
    }

    async loadLink() {
        this.link = await get("/api/link");
        this.emit("link");
    }

    /** Everything that can have changed while the page was away. One part failing does not stop the others. */
    async reload() {
        const parts = [this.loadParameters(), this.loadAlarms(), this.loadEvents(), this.loadOrbit(),
            this.loadStations(), this.loadPasses(), this.loadLink()];
        const failed = (await Promise.allSettled(parts)).filter((part) => part.status === "rejected");
        this.emit("load-failures", failed.map((part) => part.reason.message));
    }

    /** Acknowledge an alarm. @throws {import("./api.js").ApiError} */
    async acknowledge(id) {
        this.#setAlarm(await post(`/api/alarms/${encodeURIComponent(id)}/acknowledge`));
    }

    /** Take in one message of the live link. */
    receive(message, isSnapshot) {
        switch (message.type) {
        case "samples": return this.#receiveSamples(message.samples ?? [], isSnapshot);
        case "clock": return this.clock.synchronise(message.now);
        case "alarm": return this.#receiveAlarm(message.alarm);
        case "event": return this.#receiveEvent(message.event);
        case "link": this.link = message; return this.emit("link");
        case "gap": return this.emit("gap", message.dropped);
        default: console.warn("a live message of an unknown type was left out");
        }
    }

    setConnection(connection) {
        this.connection = connection;
        this.emit("connection");
    }

    #receiveSamples(samples, isSnapshot) {
        const arrivedMs = performance.now();
        const nowMs = this.clock.nowMs();
        for (const [name, timeMs, value, limit, raw] of samples) {
            const bornMs = isSnapshot ? arrivedMs - Math.max(0, nowMs - timeMs) : arrivedMs;
            const sample = { timeMs, value, limit, raw, bornMs };
            this.samples.set(name, sample);
            if (this.newestSampleMs === null || timeMs > this.newestSampleMs) this.newestSampleMs = timeMs;
            this.changedNames.add(name);
            for (const watcher of this.watchers.get(name) ?? []) watcher(sample);
        }
        if (this.frame || this.changedNames.size === 0) return;
        this.frame = requestAnimationFrame(() => this.#flushSamples());
    }

    #flushSamples() {
        this.frame = null;
        const names = this.changedNames;
        this.changedNames = new Set();
        this.emit("samples", names);
    }

    #receiveAlarm(alarm) {
        const isNew = this.alarms.get(String(alarm.id))?.severity !== alarm.severity;
        this.#setAlarm(alarm);
        if (isNew && !alarm.acknowledged) this.emit("alarm", alarm);
    }

    #setAlarm(alarm) {
        this.alarms.set(String(alarm.id), alarm);
        const done = [...this.alarms.values()].filter((one) => one.acknowledged && !one.active);
        done.sort((a, b) => Date.parse(b.acknowledged.at) - Date.parse(a.acknowledged.at));
        for (const old of done.slice(ACKNOWLEDGED_KEPT)) this.alarms.delete(String(old.id));
        this.emit("alarms");
    }

    #receiveEvent(event) {
        this.events = [event, ...this.events.filter((one) => one.id !== event.id)].slice(0, EVENTS_KEPT);
        this.emit("events");
    }
}
