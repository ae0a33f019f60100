/** The time axis over the list: years, instants of change, and the date that is looked at. */
import { element, svg } from "../core/dom.js";
import { instantInWords } from "./words.js";

const DAY_MS = 86_400_000;
const YEAR_MS = 365.25 * DAY_MS;
const STEPS_YEARS = [1, 2, 5, 10, 20, 50, 100];

/** Choices of how much time is shown: years before and after the present, or all that is known. */
export const ZOOMS = [["all", "all", null], ["30", "30 years", [26, 4]], ["10", "10 years", [7, 3]],
    ["3", "3 years", [1.5, 1.5]]];

/** The part of time that is shown; the date looked at is always in it. @returns {{fromMs: number, toMs: number}} */
export function domain(zoom, nowMs, instants, atMs = nowMs) {
    const years = ZOOMS.find(([id]) => id === zoom)?.[2];
    const known = [nowMs, ...instants.map(({ ms }) => ms)];
    const time = years ? { fromMs: nowMs - years[0] * YEAR_MS, toMs: nowMs + years[1] * YEAR_MS }
        : { fromMs: Math.min(...known) - YEAR_MS, toMs: Math.max(...known) + 3 * YEAR_MS };
    const margin = (time.toMs - time.fromMs) / 30;
    if (atMs < time.fromMs) time.fromMs = atMs - margin;
    if (atMs > time.toMs) time.toMs = atMs + margin;
    return time;
}

/** A place in the shown time as a percentage. */
export function placePercent({ fromMs, toMs }, ms) {
    return Math.max(0, Math.min(100, 100 * (ms - fromMs) / (toMs - fromMs)));
}

/** Beginnings of round years in the shown time. @returns {Array<{ms: number, year: number}>} */
export function yearTicks({ fromMs, toMs }, most) {
    const [first, last] = [new Date(fromMs).getUTCFullYear(), new Date(toMs).getUTCFullYear()];
    const step = STEPS_YEARS.find((years) => (last - first) / years <= most) ?? 100;
    const ticks = [];
    for (let year = Math.ceil(first / step) * step; year <= last; year += step) {
        const ms = Date.UTC(year, 0, 1);
        if (ms >= fromMs && ms <= toMs) ticks.push({ ms, year });
    }
    return ticks;
}

/** A document's stages as bars; places in percent, so that nothing moves when the page is resized. */
export function spanBars(spans, time, extra = []) {
    const bars = spans.filter(({ fromMs, toMs }) => toMs > time.fromMs && fromMs < time.toMs)
        .map(({ fromMs, toMs, status, kind }) => {
            const [from, to] = [placePercent(time, fromMs), placePercent(time, toMs)];
            return svg("rect", { class: `span ${kind}`, x: `${from}%`, width: `${Math.max(0.4, to - from)}%`, y: 11,
                height: 8, rx: 1.5 }, svg("title", {}, `${status}: ${rangeInWords(fromMs, toMs)}`));
        });
    return svg("svg", { class: "spans", "aria-hidden": "true", height: 30 }, ...extra, ...bars);
}

/** A span in words. */
export function rangeInWords(fromMs, toMs) {
    const from = Number.isFinite(fromMs) ? `from ${instantInWords(fromMs)}` : "";
    const until = Number.isFinite(toMs) ? `until ${instantInWords(toMs)}` : "no end date";
    return [from, until].filter(Boolean).join(" ");
}

/** The axis itself with its slider; `onDate(ms)` is called as it is moved. */
export class TimeAxis {
    /** @param {(ms: number) => void} onDate */
    constructor(onDate) {
        this.drawing = svg("svg", { class: "axis", height: 30, "aria-hidden": "true" });
        this.slider = element("input", { type: "range", step: 1, "aria-label": "Date looked at", id: "agreements-scrub",
            "data-testid": "agreements-scrub" });
        this.node = element("div", { class: "time-axis" }, this.drawing, this.slider);
        this.slider.addEventListener("input", () => onDate(Number(this.slider.value) * DAY_MS));
    }

    /** How many years can be named in its width. */
    ticksThatFit() {
        return Math.max(2, Math.min(8, Math.floor(this.node.clientWidth / 34)));
    }

    /** Draw the axis anew. */
    draw({ time, nowMs, ticks }, instants) {
        this.time = time;
        this.slider.min = Math.ceil(time.fromMs / DAY_MS);
        this.slider.max = Math.floor(time.toMs / DAY_MS);
        const percent = (ms) => `${placePercent(time, ms)}%`;
        const years = yearTicks(time, ticks).map(({ ms, year }) =>
            svg("text", { x: percent(ms), y: 11, class: "year" }, String(year)));
        const marks = instants.filter(({ ms }) => ms > time.fromMs && ms < time.toMs).map(({ ms, changes }) => {
            const words = changes.map(({ title, to }) => `${title} → ${to}`).join("\n");
            return svg("line", { class: "change", x1: percent(ms), x2: percent(ms), y1: 17, y2: 28 },
                svg("title", {}, `${instantInWords(ms)}\n${words}`));
        });
        const now = svg("line", { class: "now", x1: percent(nowMs), x2: percent(nowMs), y1: 15, y2: 30 });
        this.drawing.replaceChildren(...years, ...marks, now);
    }

    /** Set the slider. @param {number} ms */
    moveTo(ms) {
        this.slider.value = Math.floor(ms / DAY_MS);
        this.slider.setAttribute("aria-valuetext", instantInWords(ms));
    }
}
