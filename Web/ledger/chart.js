/** A pool's use over time: a line for each partner, told apart by colour, stroke and letters. */
import { svg } from "../core/dom.js";
import { ticks } from "../plot/scale.js";
import { symbol } from "./balance.js";

const MARGIN = { left: 46, right: 40, top: 12, bottom: 24 };
const STROKES = ["", "7 3", "2 3", "9 3 2 3", "4 4", "12 4"];
const LABEL_PX = 13;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY_MS = 86_400_000;

/** Month beginnings, thinned to what fits. */
function monthTicks(fromMs, toMs, most) {
    const from = new Date(fromMs);
    const months = (toMs - fromMs) / (30.44 * DAY_MS);
    const step = [1, 2, 3, 6, 12].find((candidate) => months / candidate <= most) ?? 12;
    const list = [];
    for (let month = 0; list.length < 40; month += step) {
        const ms = Date.UTC(from.getUTCFullYear(), month, 1);
        if (ms > toMs) break;
        const year = month % 12 ? "" : ` ${new Date(ms).getUTCFullYear()}`;
        if (ms >= fromMs) list.push({ ms, text: MONTHS[month % 12] + year });
    }
    return list;
}

/** Places of labels along the right edge, moved apart where they would touch. */
function apart(labels, bottom) {
    const sorted = [...labels].sort((a, b) => a.y - b.y);
    for (let at = 1; at < sorted.length; at += 1) sorted[at].y = Math.max(sorted[at].y, sorted[at - 1].y + LABEL_PX);
    for (let at = sorted.length - 1, limit = bottom; at >= 0; at -= 1, limit -= LABEL_PX) {
        sorted[at].y = Math.min(sorted[at].y, limit);
    }
    return sorted;
}

/** The time under the pointer, Unix milliseconds, within the period. @param {number} x px from the left edge */
export function timeAt(x, { fromMs, toMs, width }) {
    const part = (x - MARGIN.left) / (width - MARGIN.right - MARGIN.left);
    return fromMs + Math.max(0, Math.min(1, part)) * (toMs - fromMs);
}

/**
 * The drawing: running sums as steps, for use is entered on a day, and the days themselves as upright lines.
 * @param {Map<string, Array<[number, number]>>} lines by partner
 * @param {{mode: string, unit: string, fromMs: number, toMs: number, nowMs: number, width: number, height: number}}
 *     view the period, the present and the size, px
 * @returns {SVGElement}
 */
export function useChart(lines, { mode, unit, fromMs, toMs, nowMs, width, height }) {
    const [right, bottom] = [width - MARGIN.right, height - MARGIN.bottom];
    const points = [...lines.values()].flat();
    const highest = Math.max(...points.map(([, value]) => value), mode === "share" ? 104 : 0) * 1.04 || 1;
    const x = (ms) => MARGIN.left + (ms - fromMs) / (toMs - fromMs) * (right - MARGIN.left);
    const y = (value) => bottom - value / highest * (bottom - MARGIN.top);
    const rule = (kind, x1, y1, x2, y2) => svg("line", { class: kind, x1, x2, y1, y2 });
    const { values, decimals } = ticks(0, highest, (bottom - MARGIN.top) / 32);
    const grid = values.flatMap((value) => [rule("grid", MARGIN.left, y(value), right, y(value)),
        svg("text", { class: "value", x: MARGIN.left - 6, y: y(value) + 4 }, value.toFixed(decimals))]);
    const months = monthTicks(fromMs, toMs, (right - MARGIN.left) / 52).flatMap(({ ms, text }) =>
        [rule("grid", x(ms), MARGIN.top, x(ms), bottom),
            svg("text", { class: "month", x: x(ms), y: bottom + 16 }, text)]);
    const paces = mode === "share" ? [rule("pace", x(fromMs), y(0), x(toMs), y(100)),
        rule("whole", MARGIN.left, y(100), right, y(100))] : [];
    const now = nowMs > fromMs && nowMs < toMs ? [rule("now", x(nowMs), MARGIN.top, x(nowMs), bottom)] : [];
    const endMs = Math.max(Math.min(nowMs, toMs), ...points.map(([ms]) => ms));
    const shape = (line, at) => (mode === "day"
        ? line.map(([ms, value]) => `M${x(ms) + 3 * at - 3},${y(0)}V${y(value)}`).join("")
        : `M${x(fromMs)},${y(0)}${line.map(([ms, value]) => `H${x(ms)}V${y(value)}`).join("")}H${x(endMs)}`);
    const drawn = [...lines].map(([partner, line], at) => svg("path", { class: `use ${mode}`, "data-partner": partner,
        "stroke-dasharray": mode === "day" ? null : STROKES[at % STROKES.length] || null, d: shape(line, at) }));
    const labels = apart([...lines].map(([partner, line]) => {
        const [ms, value] = line.at(-1);
        return { partner, x: x(mode === "day" ? ms : endMs), y: y(value) + 4 };
    }), bottom).map((label) => svg("text", { class: "name", "data-partner": label.partner, x: label.x + 6, y: label.y },
        label.partner));
    const axis = svg("text", { class: "unit", x: MARGIN.left + 4, y: MARGIN.top + 3 },
        mode === "share" ? "% of what each may use" : mode === "day" ? `${symbol(unit)} a day` : symbol(unit));
    return svg("svg", { class: "use-chart", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" },
        ...grid, ...months, ...paces, ...now, ...drawn, ...labels, axis,
        rule("cursor", 0, MARGIN.top, 0, bottom));
}
