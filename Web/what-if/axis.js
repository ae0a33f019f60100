/** The time axis: every loss a mark, a cursor that pointer, touch and keys move, and a button that plays it. */
import { element, setText, svg } from "../core/dom.js";
import { afterText, dateAfter, spanText } from "./time-scale.js";

const HEIGHT = 100;
const FLOOR = 76;
const EDGE = 16;
const STACK = 7;        // marks above one another before a second column begins
const PLAY_MS = 16_000; // the whole axis
const STEP = 0.01;
const FIGURE_WIDTH = 6.8; // of the labels' type, px

/** One axis; `onDay(day)` hears of every move. */
export class TimeAxis {
    constructor({ onDay, titleOf }) {
        Object.assign(this, { onDay, titleOf, day: 0, events: [], width: 0 });
        this.play = element("button", { type: "button", class: "play", "data-testid": "what-if-play" }, "▶ Play");
        this.reading = element("output", { class: "day-reading", "data-testid": "what-if-day" });
        this.next = element("span", { class: "next", "data-testid": "what-if-next" });
        this.picture = element("div", { class: "axis-picture", role: "slider", tabindex: "0",
            "aria-label": "Days after the departure", "aria-valuemin": "0", "data-testid": "what-if-axis",
            title: "Arrow keys move, Page Up and Page Down go from loss to loss, Home, End to the ends, Space plays" });
        this.node = element("section", { class: "time-axis", "aria-label": "Time after the departure" },
            element("div", { class: "axis-head" }, this.play, this.reading, this.next), this.picture);
        this.play.addEventListener("click", () => (this.timer ? this.stop() : this.start()));
        this.#listen();
        new ResizeObserver(() => this.#draw()).observe(this.picture);
    }

    /**
     * A new answer.
     * @param {{scale, events, on, start: string, critical: (id) => boolean}} what `on` is the first day, `start` its
     *     name
     */
    show({ scale, events, on, start, critical }) {
        Object.assign(this, { scale, events, on, start, critical });
        this.picture.setAttribute("aria-valuemax", String(scale.endDays));
        this.#draw();
    }

    /** Put the cursor on a day without telling anyone. */
    setDay(day, nextText) {
        this.day = day;
        const date = dateAfter(this.on, day);
        const after = day === 0 ? this.start ?? "the moment of departure" : `${spanText(day)} after`;
        setText(this.reading, date ? `${after} · ${date}` : after);
        setText(this.next, nextText);
        this.picture.setAttribute("aria-valuenow", String(Number(day.toPrecision(5))));
        this.picture.setAttribute("aria-valuetext", `${this.reading.textContent}. ${nextText}`);
        this.#moveCursor();
    }

    start() {
        let from = this.scale.position(this.day) >= 0.999 ? 0 : this.scale.position(this.day);
        let lastMs = performance.now();
        const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
        const step = (nowMs) => {
            if (!this.timer || !this.node.isConnected || this.picture.clientWidth === 0) return this.stop();
            if (!isCalm || nowMs - lastMs > 900) {
                if (isCalm) from = this.#neighbour(from, 1);
                else from += Math.min(100, nowMs - lastMs) / PLAY_MS;
                lastMs = nowMs;
                this.onDay(this.scale.day(from));
            }
            if (from >= 1) return this.stop();
            this.timer = requestAnimationFrame(step);
        };
        setText(this.play, "❚❚ Pause");
        this.play.setAttribute("aria-pressed", "true");
        this.timer = requestAnimationFrame(step);
    }

    stop() {
        cancelAnimationFrame(this.timer);
        this.timer = null;
        setText(this.play, "▶ Play");
        this.play.setAttribute("aria-pressed", "false");
    }

    /** The place of the event after (1) or before (-1) a place. */
    #neighbour(position, direction) {
        const places = [0, ...this.events.map(({ day }) => this.scale.position(day)), 1];
        return direction > 0 ? places.find((at) => at > position + 1e-6) ?? 1
            : places.findLast((at) => at < position - 1e-6) ?? 0;
    }

    #listen() {
        const { picture } = this;
        picture.addEventListener("keydown", (event) => {
            const at = this.scale.position(this.day);
            const to = { ArrowRight: at + STEP, ArrowUp: at + STEP, ArrowLeft: at - STEP, ArrowDown: at - STEP,
                PageDown: this.#neighbour(at, 1), PageUp: this.#neighbour(at, -1), Home: 0, End: 1 }[event.key];
            if (event.key === " ") this.play.click();
            else if (to === undefined) return;
            else this.#moveTo(event.shiftKey && event.key.startsWith("Arrow")
                ? this.#neighbour(at, to > at ? 1 : -1) : to);
            event.preventDefault();
        });
        picture.addEventListener("pointerdown", (event) => {
            if (event.button !== 0) return;
            picture.setPointerCapture(event.pointerId);
            this.isDragged = true;
            this.#follow(event);
        });
        picture.addEventListener("pointermove", (event) => this.isDragged && this.#follow(event));
        for (const end of ["pointerup", "pointercancel"]) {
            picture.addEventListener(end, () => { this.isDragged = false; });
        }
    }

    #follow(event) {
        const box = this.picture.getBoundingClientRect();
        const wanted = (event.clientX - box.left - EDGE) / (box.width - 2 * EDGE);
        // Near a mark the cursor sits on it, so that a finger can hit the very day of a loss.
        const near = this.events.map(({ day }) => this.scale.position(day))
            .find((at) => Math.abs(at - wanted) * box.width < 5);
        this.#moveTo(near ?? wanted);
    }

    #moveTo(position) {
        this.stop();
        const exact = this.events.find(({ day }) => Math.abs(this.scale.position(day) - position) < 1e-9);
        this.onDay(exact ? exact.day : this.scale.day(position));
    }

    #x(day) {
        return EDGE + this.scale.position(day) * (this.width - 2 * EDGE);
    }

    #draw() {
        this.width = this.picture.clientWidth;
        if (!this.scale || this.width === 0) return;
        const parts = [svg("line", { class: "base", x1: EDGE, x2: this.width - EDGE, y1: FLOOR, y2: FLOOR })];
        for (const { day, text } of this.scale.ticks(this.width - 2 * EDGE)) {
            parts.push(svg("line", { class: "tick", x1: this.#x(day), x2: this.#x(day), y1: FLOOR, y2: FLOOR + 5 }),
                svg("text", { class: "tick-text", x: this.#x(day), y: FLOOR + 19 }, text));
        }
        const rows = [-Infinity, -Infinity];
        for (const event of this.events) parts.push(this.#mark(event, rows));
        this.past = svg("rect", { class: "past", x: EDGE, y: FLOOR - 1.5, height: 3, width: 0 });
        this.cursor = svg("g", { class: "cursor" }, svg("line", { x1: 0, x2: 0, y1: 2, y2: FLOOR + 6 }),
            svg("path", { d: `M-7 ${FLOOR + 14}L0 ${FLOOR + 3}L7 ${FLOOR + 14}Z` }));
        this.picture.replaceChildren(svg("svg", { viewBox: `0 0 ${this.width} ${HEIGHT}`, height: HEIGHT,
            width: this.width, "aria-hidden": "true" }, ...parts, this.past, this.cursor));
        this.#moveCursor();
    }

    /** One day's losses: a square each, filled for a critical function; a ring for what stands again. */
    #mark({ day, ids, isReturn }, rows) {
        const x = this.#x(day);
        const group = svg("g", { class: isReturn ? "event returns" : "event", "data-day": String(day) },
            svg("title", {}, `${isReturn ? "Stands again" : "Lost"} ${afterText(day)}: `
                + ids.map(this.titleOf).join(", ")),
            svg("line", { x1: x, x2: x, y1: 30, y2: FLOOR }));
        const columns = Math.ceil(ids.length / STACK);
        ids.forEach((id, at) => {
            const left = x + (Math.floor(at / STACK) - (columns - 1) / 2) * 7 - 2.5;
            const top = FLOOR - 7 - (at % STACK) * 6;
            group.append(svg("rect", { class: this.critical(id) ? "loss is-critical" : "loss", x: left, y: top,
                width: 5, height: 5, rx: isReturn ? 2.5 : 0 }));
        });
        const text = `${isReturn ? "↺ " : ""}${day === 0 ? "at once" : spanText(day)}`;
        const half = text.length * FIGURE_WIDTH / 2;
        const row = rows.findIndex((last) => x - half > last + 6);
        if (row >= 0) {
            const anchor = x < 40 ? "start" : x > this.width - 40 ? "end" : "middle";
            const at = anchor === "start" ? x + 5 : x;
            rows[row] = anchor === "start" ? at + 2 * half : x + half;
            group.append(svg("text", { x: at, y: 11 + 13 * row, "text-anchor": anchor }, text));
        }
        return group;
    }

    #moveCursor() {
        if (!this.cursor || !this.scale) return;
        const x = this.#x(this.day);
        this.cursor.setAttribute("transform", `translate(${x.toFixed(1)} 0)`);
        this.past.setAttribute("width", Math.max(0, x - EDGE).toFixed(1));
        for (const mark of this.picture.querySelectorAll(".event")) {
            mark.toggleAttribute("data-past", Number(mark.dataset.day) <= this.day);
        }
    }
}
