/** How sure the days are: bands over many draws, and which figure moves a loss the most. */
import { element, svg } from "../core/dom.js";
import { confidenceMark } from "./causes.js";
import { spanText, TimeScale } from "./time-scale.js";

const WIDTH = 400;
const NAME = 152;
const EDGE = 30;
const ROW = 20;
const TORNADO_ROW = 34;

/** The panel's content. @param {?{body: ?Object, failure: ?string}} asked what /bands answered */
export function uncertaintyPanel({ asked, model, onPick }) {
    if (!asked) return [element("p", { class: "hint", role: "status" }, "Drawing buffers and rates…")];
    if (asked.failure) return [element("p", { class: "hint" }, `No bands: ${asked.failure}.`)];
    const { seed, runs, tornado = [] } = asked.body ?? {};
    const bands = [...(asked.body?.bands ?? [])].sort((a, b) => a.medianDays - b.medianDays);
    const nodes = [element("h3", {}, "When each function is lost, over ", String(runs ?? "many"), " draws"),
        bands?.length ? element("figure", {}, bandsChart(bands, model, onPick))
            : element("p", { class: "hint" }, "No draw loses a function."),
        element("p", { class: "hint" }, "Bar: the middle 80 % of the draws; line: the median; a share stands where not "
            + `every draw loses it. Seed ${seed ?? "not told"}: the same seed gives the same bands.`),
        element("h3", {}, "What moves it most")];
    nodes.push(tornado?.length ? tornadoChart(tornado, model) : element("p", { class: "hint" },
        "No single figure moves the day of a loss."));
    return nodes;
}

const scaleFor = (days) => new TimeScale([], Math.max(1, ...days.filter(Number.isFinite)) * 1.15);

function frame(scale, height, parts, attributes) {
    const x = (day) => NAME + (WIDTH - NAME - EDGE) * scale.position(day);
    const ticks = scale.ticks(WIDTH - NAME - EDGE, 38).flatMap(({ day, text }) => [
        svg("line", { class: "grid-line", x1: x(day), x2: x(day), y1: 4, y2: height - 18 }),
        svg("text", { class: "tick-text", x: x(day), y: height - 5 }, text)]);
    return svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", ...attributes }, ...ticks, ...parts);
}

/** Bands as a picture with a line for each function; without a 90th percentile the bar runs out of it. */
export function bandsChart(bands, model, onPick) {
    const scale = scaleFor(bands.flatMap((band) => [band.tenthDays, band.medianDays, band.ninetiethDays]));
    const x = (day) => NAME + (WIDTH - NAME - EDGE) * (Number.isFinite(day) ? scale.position(day) : 1);
    const height = bands.length * ROW + 28;
    const rows = bands.map((band, at) => {
        const y = at * ROW + 14;
        const [from, to] = [x(band.tenthDays), x(band.ninetiethDays ?? Infinity)];
        const words = `${model.title(band.id)}: median ${spanText(band.medianDays)}, from ${spanText(band.tenthDays)} `
            + `to ${band.ninetiethDays === null ? "no loss" : spanText(band.ninetiethDays)}`;
        const row = svg("g", { class: "band", "data-band": band.id }, svg("title", {}, words),
            svg("text", { class: "row-name", x: NAME - 8, y: y + 4 }, shorten(model.title(band.id))),
            svg("rect", { class: "span-bar", x: from, y: y - 4, width: Math.max(2, to - from), height: 8 }),
            svg("line", { class: "median", x1: x(band.medianDays), x2: x(band.medianDays), y1: y - 7, y2: y + 7 }));
        if (band.lostShare < 1) {
            row.append(svg("text", { class: "share", x: WIDTH, y: y + 4 }, `${Math.floor(100 * band.lostShare)} %`));
        }
        if (onPick) row.addEventListener("click", () => onPick(band.id));
        return row;
    });
    return frame(scale, height, rows, { class: "bands", "data-testid": "what-if-bands",
        "aria-label": `Days until each of ${bands.length} losses: middle 80 percent and median` });
}

/** The tornado: each figure alone at its shortest and longest, and the day of the loss it leads to. */
export function tornadoChart(tornado, model) {
    const scale = scaleFor(tornado.flatMap((bar) => [bar.lostAtShortestDays, bar.lostAtLongestDays]));
    const x = (day) => NAME + (WIDTH - NAME - EDGE) * (Number.isFinite(day) ? scale.position(day) : 1);
    const height = tornado.length * TORNADO_ROW + 28;
    const rows = tornado.map((bar, at) => {
        const y = at * TORNADO_ROW + 18;
        const [a, b] = [x(bar.lostAtShortestDays), x(bar.lostAtLongestDays)];
        const isEndless = bar.lostAtShortestDays === null || bar.lostAtLongestDays === null;
        const words = `${model.title(bar.function)} lost after ${spanText(bar.lostAtShortestDays ?? NaN)} to `
            + `${bar.lostAtLongestDays === null ? "never" : spanText(bar.lostAtLongestDays)} as the buffer of `
            + `${(bar.providers ?? []).map((id) => model.title(id)).join(", ")} for ${model.title(bar.need)} goes from `
            + `${spanText(bar.shortestDays)} to ${spanText(bar.longestDays)}`;
        return svg("g", { class: "tornado-bar", "data-confidence": bar.confidence ?? "" }, svg("title", {}, words),
            svg("text", { class: "row-name", x: NAME - 8, y: y - 2 }, shorten(model.title(bar.function))),
            svg("text", { class: "sub", x: NAME - 8, y: y + 10 }, shorten(`for ${model.title(bar.need)}`, 22)),
            svg("rect", { class: "span-bar", x: Math.min(a, b), y: y - 6, width: Math.max(2, Math.abs(b - a)),
                height: 11 }),
            svg("text", { class: "share", x: Math.min(WIDTH, Math.max(a, b) + 4) - (isEndless ? 4 : 0), y: y + 3,
                "text-anchor": Math.max(a, b) > WIDTH - 60 ? "end" : "start" }, isEndless ? "or never" : ""));
    });
    return element("figure", { class: "tornado" }, frame(scale, height, rows, { "data-testid": "what-if-tornado",
        "aria-label": `The ${tornado.length} figures that move a loss the most` }),
    element("figcaption", {}, "Each bar: the day of the loss as one buffer goes from its shortest to its longest; ",
        confidenceMark("low"), " hatched."));
}

const shorten = (text, most = 21) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
