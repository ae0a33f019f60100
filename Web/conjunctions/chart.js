/** Close approaches on one picture: time across, miss distance up on a logarithmic scale, nearest at the bottom. */
import { svg } from "../core/dom.js";

const LEAST_WIDTH = 320;
const HEIGHT = 190;
const LEFT = 56;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 24;
const DAY_MS = 86_400_000;

/** What counts as near, km: red inside the first, yellow inside the second. */
export const NEAR_KM = [1, 5];

/** `near`, `close` or `far`, for colour and for words. */
export function nearness(km) {
    return km < NEAR_KM[0] ? "near" : km < NEAR_KM[1] ? "close" : "far";
}

/** The decade at or below the nearest approach, and not above 100 m, so that the picture does not jump. */
export function leastDecadeKm(approaches) {
    const least = Math.min(0.1, ...approaches.map(({ missDistanceKm }) => missDistanceKm));
    return 10 ** Math.max(-4, Math.floor(Math.log10(least)));
}

/** How far up a distance stands between two others on the logarithmic scale, 0…1. */
export function logarithmicPart(km, leastKm, mostKm) {
    return Math.max(0, Math.min(1, Math.log(Math.max(km, leastKm) / leastKm) / Math.log(mostKm / leastKm)));
}

function lengthText(km) {
    return km < 1 ? `${Math.round(km * 1000)} m` : `${km} km`;
}

/**
 * The picture.
 * @param {Object} report as /api/conjunctions gives it, `timeMs` on each approach
 * @param {{fromMs: number, nowMs: number, width: number, onPick: (approach) => void}} options `width` in CSS pixels
 * @returns {SVGElement}
 */
export function conjunctionChart(report, { fromMs, nowMs, width, onPick }) {
    const { approaches, withinKm, days } = report;
    const leastKm = leastDecadeKm(approaches);
    const floor = HEIGHT - BOTTOM;
    const end = Math.max(LEAST_WIDTH, width) - RIGHT;
    const x = (ms) => LEFT + (end - LEFT) * (ms - fromMs) / (days * DAY_MS);
    const y = (km) => floor - (floor - TOP) * logarithmicPart(km, leastKm, withinKm);
    const lines = [];
    const line = (kind, x1, y1, x2, y2) => lines.push(svg("line", { class: kind, x1, y1, x2, y2 }));
    const text = (kind, left, top, words) => lines.push(svg("text", { class: kind, x: left, y: top }, words));
    for (let km = leastKm; km <= withinKm; km *= 10) {
        line("grid", LEFT, y(km), end, y(km));
        text("value", LEFT - 6, y(km) + 4, lengthText(Number(km.toPrecision(1))));
    }
    for (let ms = Math.ceil(fromMs / DAY_MS) * DAY_MS; ms < fromMs + days * DAY_MS; ms += DAY_MS) {
        line("grid", x(ms), TOP, x(ms), floor);
        text("day", x(ms) + 4, HEIGHT - 8, new Date(ms).toISOString().slice(5, 10));
    }
    line("axis", LEFT, floor, end, floor);
    if (nowMs > fromMs && nowMs < fromMs + days * DAY_MS) line("now", x(nowMs), TOP, x(nowMs), floor);
    // Bars hang from above: the longer one is, the nearer the object comes.
    const bars = approaches.map((approach) => {
        const at = x(approach.timeMs);
        const kind = nearness(approach.missDistanceKm);
        const node = svg("g", { class: `approach ${kind}`, "data-number": approach.catalogueNumber },
            svg("line", { x1: at, y1: TOP, x2: at, y2: y(approach.missDistanceKm) }),
            svg("circle", { cx: at, cy: y(approach.missDistanceKm), r: kind === "far" ? 2.6 : 4 }),
            svg("title", {}, `${approach.name || approach.catalogueNumber}: ${approach.missDistanceKm.toFixed(2)} km`));
        node.addEventListener("click", () => onPick(approach));
        return node;
    });
    return svg("svg", { viewBox: `0 0 ${end + RIGHT} ${HEIGHT}`, class: "conjunction-chart", role: "img", "aria-label":
        `${approaches.length} close approaches over time, miss distance on a logarithmic scale`,
    "data-testid": "conjunction-chart" }, ...lines, ...bars);
}

/** A row's own small picture: the longer the bar, the nearer the object comes. @returns {SVGElement} */
export function nearnessBar(km, leastKm, mostKm) {
    const length = 4 + 96 * (1 - logarithmicPart(km, leastKm, mostKm));
    return svg("svg", { viewBox: "0 0 100 10", class: `bar ${nearness(km)}`, "aria-hidden": "true",
        preserveAspectRatio: "none" }, svg("rect", { x: 0, y: 1, width: length.toFixed(1), height: 8 }));
}
