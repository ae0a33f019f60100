/** One pass drawn on the sky as its station sees it: zenith in the middle, horizon outside, north up, east right. */
import { svg } from "../core/dom.js";
import { timeOfDayUTC } from "../core/format.js";
import { placeLabels } from "../map/labels.js";

const RADIUS = 150;
const MIDDLE = 200;
const SIZE = 2 * MIDDLE;
/** Above and below the plot nothing stands but the letters of the winds. */
const TRIM = 26;
const RAD = Math.PI / 180;
const LETTER_PX = 6.3;
const PLAY_MS = 5;
const HALF_LIT = 0.5;
const FIGURES_DEG = [30, 60];

/** Where a direction falls on the plot. @returns {{x: number, y: number}} */
export function placeInSky(azimuthDeg, elevationDeg) {
    const reach = RADIUS * (90 - elevationDeg) / 90;
    return { x: MIDDLE + reach * Math.sin(azimuthDeg * RAD), y: MIDDLE - reach * Math.cos(azimuthDeg * RAD) };
}

const figure = (number) => number.toFixed(1);
const pathOf = (points) => points.map(({ x, y }, at) => `${at ? "L" : "M"}${figure(x)} ${figure(y)}`).join("");

/** Rings every 30° of elevation, spokes every 45° of azimuth. */
function grid() {
    const rings = [0, 30, 60].map((elevation) => svg("circle", { cx: MIDDLE, cy: MIDDLE,
        r: RADIUS * (90 - elevation) / 90, class: elevation ? "ring" : "horizon" }));
    const spokes = [0, 45, 90, 135].map((azimuth) => {
        const [a, b] = [placeInSky(azimuth, 0), placeInSky(azimuth + 180, 0)];
        return svg("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, class: "ring" });
    });
    const figures = FIGURES_DEG.map((elevation) => svg("text", { x: MIDDLE + 3,
        y: placeInSky(0, elevation).y + 11, class: "figure" }, `${elevation}°`));
    const winds = [["N", 0], ["E", 90], ["S", 180], ["W", 270]].map(([letter, azimuth]) => {
        const { x, y } = placeInSky(azimuth, -9);
        return svg("text", { x, y: y + 4, class: "wind" }, letter);
    });
    return [...rings, ...spokes, ...figures, ...winds];
}

/** What the station does not see: from the horizon up to its mask. */
function mask(corners) {
    const around = (points) => `${pathOf(points)}Z`;
    const edge = corners.map(([azimuth, elevation]) => placeInSky(azimuth, Math.max(0, elevation)));
    const horizon = corners.map(([azimuth]) => placeInSky(azimuth, 0));
    return [svg("path", { d: around(horizon) + around(edge), class: "mask",
        fill: "url(#sky-hatch)", "fill-rule": "evenodd" }),
        svg("path", { d: around(edge), class: "mask-edge" })];
}

/** The track as pieces, each wholly in sunlight or in shadow. */
function litPieces(points) {
    const pieces = [];
    for (const point of points) {
        const lit = point[4] > HALF_LIT;
        const last = pieces[pieces.length - 1];
        if (last?.lit === lit) last.points.push(point);
        else pieces.push({ lit, points: last ? [last.points[last.points.length - 1], point] : [point] });
    }
    return pieces;
}

function track(points) {
    return litPieces(points).map(({ lit, points: piece }) => svg("path", { class: lit ? "track sunlit" : "track dark",
        "data-testid": lit ? "sky-sunlit" : "sky-eclipsed",
        d: pathOf(piece.map(([, azimuth, elevation]) => placeInSky(azimuth, elevation))) }));
}

/** A dot each full minute. */
function minutes(points) {
    const dots = [];
    for (let at = 1; at < points.length; at += 1) {
        const minute = Math.floor(points[at][0] / 60_000) * 60_000;
        if (minute <= points[at - 1][0] || minute > points[at][0]) continue;
        const { x, y } = placeAlong(points, minute);
        dots.push(svg("circle", { cx: figure(x), cy: figure(y), r: 2, class: "minute" }));
    }
    return dots;
}

/**
 * Where the station stands on the plot at a time, between two points of its track.
 * @returns {{x, y}|null} null before its first point and after its last
 */
export function placeAlong(points, ms) {
    // Times are whole milliseconds, rounded each for itself: the ends have that much play.
    const [first, last] = [points[0][0], points[points.length - 1][0]];
    if (ms < first - PLAY_MS || ms > last + PLAY_MS) return null;
    const held = Math.max(first, Math.min(last, ms));
    const next = points.findIndex(([time]) => time >= held);
    const [b, a] = [points[next], points[Math.max(0, next - 1)]];
    const [from, to] = [placeInSky(a[1], a[2]), placeInSky(b[1], b[2])];
    const part = b[0] > a[0] ? (held - a[0]) / (b[0] - a[0]) : 0;
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** The marks with their times: rise, culmination, set, and where sunlight begins or ends. */
function marks(pass) {
    const list = [["AOS", pass.aos], ["max", pass.tca], ["LOS", pass.los]]
        .concat((pass.sunlightChanges ?? []).map(({ time, to }) => [to === "sunlit" ? "sunrise" : "shadow", time]))
        .map(([name, iso]) => ({ name, ms: Date.parse(iso) }));
    const items = list.map(({ name, ms }) => {
        const text = `${name} ${timeOfDayUTC(ms)}`;
        return { name, text, width: text.length * LETTER_PX, ...placeAlong(pass.points, ms) };
    }).filter(({ x }) => Number.isFinite(x));
    const dots = items.map(({ x, y, name }) => svg("circle", { cx: figure(x), cy: figure(y), r: 4, class: "mark",
        "data-mark": name }));
    // The track itself keeps the labels off, so that they stand beside it.
    const taken = pass.points.filter((_, at) => at % 3 === 0).map(([, azimuth, elevation]) => {
        const { x, y } = placeInSky(azimuth, elevation);
        return { left: x - 2, right: x + 2, top: y - 2, bottom: y + 2 };
    });
    for (const elevation of FIGURES_DEG) {
        const { x, y } = placeInSky(0, elevation);
        taken.push({ left: x, right: x + 26, top: y, bottom: y + 14 });
    }
    const room = { width: SIZE, height: SIZE };
    const beside = placeLabels(items, taken, room);
    // Where the plot is crowded a label may lie over the track, but over no other label.
    const rest = items.filter((item) => !beside.some((placed) => placed.item === item));
    const over = placeLabels(rest, beside.map(({ box }) => box), room);
    const labels = [...beside, ...over].map(({ item, box }) =>
        svg("text", { x: figure(box.left), y: figure(box.bottom - 2), class: "label", "data-testid":
            `sky-${item.name}` }, item.text));
    return [...dots, ...labels];
}

function sun({ azimuthDeg, elevationDeg }) {
    if (elevationDeg < 0) return [];
    const { x, y } = placeInSky(azimuthDeg, elevationDeg);
    return [svg("circle", { cx: figure(x), cy: figure(y), r: 5, class: "sun" }),
        svg("text", { x: figure(x + 9), y: figure(y + 4), class: "figure" }, "Sun")];
}

/** The whole plot. @param {Object} pass as /api/passes/{station}/track gives it @returns {SVGElement} */
export function skyPlot(pass) {
    const hatch = svg("pattern", { id: "sky-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse",
        patternTransform: "rotate(45)" }, svg("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: "hatch" }));
    return svg("svg", { viewBox: `0 ${TRIM} ${SIZE} ${SIZE - 2 * TRIM}`, role: "img", class: "sky-plot",
        "data-testid": "sky-plot", "aria-label": `The pass over ${pass.stationName} on the sky, north up, east right` },
    svg("defs", {}, hatch), ...grid(), ...mask(pass.mask), ...sun(pass.sun), ...track(pass.points),
    ...minutes(pass.points), ...marks(pass), svg("circle", { r: 6, class: "present", visibility: "hidden" }));
}
