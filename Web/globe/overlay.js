/** What lies over the globe's ball: coasts, circles, tracks, stations, the station itself, the Sun's direction. */
import { legible, withOpacity } from "../core/colour.js";
import { circle, vectorOf } from "../geometry/sphere.js";
import { cutAt, orbitAt } from "../geometry/track.js";
import { COLOURS, isMapBorder } from "../map/base-layer.js";
import { PAST_COLOUR, STATION_COLOUR, drawSunMark } from "../map/layers.js";

const SURFACE = 1.001;
const GEOSTATIONARY = 42_164 / 6371;
const ORBIT_STEPS = 3;

/** Add a line to the context's path where the Earth does not hide it. @returns {boolean} whether all of it is seen */
function trace(context, camera, points) {
    let [pen, whole] = [false, true];
    for (const point of points) {
        const place = camera.sees(point) ? camera.project(point) : null;
        if (place && pen) context.lineTo(place.x, place.y);
        else if (place) context.moveTo(place.x, place.y);
        pen = place !== null;
        whole &&= pen;
    }
    return whole;
}

function onSurface(line) {
    return line.map(([longitude, latitude]) => vectorOf(longitude, latitude, SURFACE));
}

function stroke(context, camera, points, { colour, width, dash = [] }) {
    context.setLineDash(dash);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    const whole = trace(context, camera, points);
    context.stroke();
    context.setLineDash([]);
    return whole;
}

/** The haze at the Earth's edge, and the edge. */
export function drawRim(context, camera) {
    const [x, y, radius] = [camera.width / 2, camera.height / 2, camera.discRadius];
    const haze = context.createRadialGradient(x, y, radius, x, y, radius * 1.035);
    haze.addColorStop(0, "rgba(120,170,225,0.34)");
    haze.addColorStop(1, "rgba(120,170,225,0)");
    context.fillStyle = haze;
    context.beginPath();
    context.arc(x, y, radius * 1.035, 0, 2 * Math.PI);
    context.arc(x, y, radius, 0, 2 * Math.PI, true);
    context.fill();
}

/** Rings of coast as vectors, without the edges that only close a ring along the flat map's border. */
export function coastLines(coastlines) {
    return coastlines.land.map((ring) => {
        const pieces = [[]];
        for (let at = 0; at <= ring.length; at += 1) {
            const point = ring[at % ring.length];
            if (at > 0 && isMapBorder(ring[at - 1], point)) pieces.push([]);
            pieces[pieces.length - 1].push(vectorOf(point[0], point[1]));
        }
        return pieces;
    }).flat();
}

/** Coasts, sharp at any nearness. @param {Array} lines as `coastLines` gives them */
export function drawCoasts(context, camera, lines) {
    const limit = 1 / camera.distance;
    const [ox, oy, oz] = camera.outward;
    context.strokeStyle = COLOURS.coast;
    context.lineWidth = 0.8;
    context.beginPath();
    for (const line of lines) {
        let pen = false;
        for (const point of line) {
            const seen = point[0] * ox + point[1] * oy + point[2] * oz > limit;
            if (seen) {
                const { x, y } = camera.project(point);
                if (pen) context.lineTo(x, y);
                else context.moveTo(x, y);
            }
            pen = seen;
        }
    }
    context.stroke();
}

/** The line between day and night. */
export function drawTerminator(context, camera, { latitudeDeg, longitudeDeg }) {
    const { edge } = circle(-latitudeDeg, longitudeDeg + 180, 90 - 0.833, 1);
    stroke(context, camera, onSurface(edge), { colour: "rgba(255,214,140,0.5)", width: 1 });
}

/** Where the Sun is: overhead of a place in view, and beside the globe the way to it. */
export function drawSunSign(context, camera, sun) {
    const overhead = sun.map((component) => component * SURFACE);
    if (camera.sees(overhead)) drawSunMark(context, camera.project(overhead));
    const { x, y, towardsViewer } = camera.bearing(sun);
    if (Math.abs(towardsViewer) > 0.97) return;
    const reach = Math.min(camera.discRadius * 1.13 + 14, (camera.width / 2 - 30) / Math.abs(x || 1e-9),
        (camera.height / 2 - 34) / Math.abs(y || 1e-9));
    const at = { x: camera.width / 2 + x * reach, y: camera.height / 2 + y * reach };
    drawSunMark(context, at, "#ffd257");
    context.beginPath();
    context.moveTo(at.x + 11 * x, at.y + 11 * y);
    context.lineTo(at.x + 21 * x, at.y + 21 * y);
    context.lineTo(at.x + 16 * x - 4 * y, at.y + 16 * y + 4 * x);
    context.moveTo(at.x + 21 * x, at.y + 21 * y);
    context.lineTo(at.x + 16 * x + 4 * y, at.y + 16 * y - 4 * x);
    context.stroke();
}

/** A circle on the ground; filled where all of it is in view. */
function drawCircle(context, camera, [latitudeDeg, longitudeDeg, radiusDeg], style, fill) {
    const whole = stroke(context, camera, onSurface(circle(latitudeDeg, longitudeDeg, radiusDeg, 3).edge), style);
    if (!whole) return;
    context.fillStyle = fill;
    context.fill();
}

/** Ground stations in their partners' colours: hollow and dashed where we may not use them. */
export function drawStations(context, camera, stations, partners, highlightedId) {
    for (const station of stations) {
        const colour = legible(partners.get(station.partner)?.colour);
        const permitted = station.decision?.outcome === "permit";
        const highlighted = station.id === highlightedId;
        if (Number.isFinite(station.acquisitionRadiusDeg)) {
            drawCircle(context, camera, [station.latitudeDeg, station.longitudeDeg, station.acquisitionRadiusDeg],
                { colour: withOpacity(colour, highlighted ? 0.95 : 0.5), width: highlighted ? 1.6 : 1,
                    dash: permitted ? [] : [3, 4] }, withOpacity(colour, highlighted ? 0.16 : 0.05));
        }
        const point = vectorOf(station.longitudeDeg, station.latitudeDeg, SURFACE);
        if (!camera.sees(point)) continue;
        const { x, y } = camera.project(point);
        context.beginPath();
        context.arc(x, y, 3, 0, 2 * Math.PI);
        context.fillStyle = permitted ? colour : "#0a0e13";
        context.fill();
        context.strokeStyle = colour;
        context.lineWidth = 1.2;
        context.stroke();
    }
}

/** Where a relay satellite stands, for who looks from far enough away. @returns {{x, y}|null} null out of view */
export function placeOfRelay(camera, relay) {
    if (!Number.isFinite(relay.longitudeDeg)) return null;
    const point = vectorOf(relay.longitudeDeg, 0, GEOSTATIONARY);
    return camera.sees(point) ? camera.project(point) : null;
}

/** Relay satellites, diamonds in their partners' colours. */
export function drawRelays(context, camera, relays, partners) {
    for (const relay of relays) {
        const place = placeOfRelay(camera, relay);
        if (!place) continue;
        context.beginPath();
        for (const [dx, dy] of [[0, -4], [4, 0], [0, 4], [-4, 0]]) context.lineTo(place.x + dx, place.y + dy);
        context.closePath();
        context.strokeStyle = legible(partners.get(relay.partner)?.colour);
        context.lineWidth = 1.2;
        context.stroke();
    }
}

/** Points between an orbit's own, so that its line is round. */
function smooth(points) {
    const round = [];
    for (let at = 0; at + 1 < points.length; at += 1) {
        const [a, b] = [points[at], points[at + 1]];
        for (let step = 0; step < ORBIT_STEPS; step += 1) {
            const part = step / (ORBIT_STEPS);
            round.push(a.map((component, axis) => component + (b[axis] - component) * part));
        }
    }
    return points.length ? [...round, points[points.length - 1]] : [];
}

/** The track on the ground, thin, and the orbit above it: behind dashed, ahead solid. */
export function drawTracks(context, camera, { track, periodMinutes }, nowMs) {
    context.lineJoin = "round";
    const ground = cutAt(track.filter(([time]) => Math.abs(time - nowMs) <= periodMinutes * 60_000), nowMs);
    stroke(context, camera, onSurface(ground.past), { colour: withOpacity(PAST_COLOUR, 0.6), width: 1, dash: [1, 5] });
    stroke(context, camera, onSurface(ground.next), { colour: withOpacity(STATION_COLOUR, 0.45), width: 1 });
    const orbit = orbitAt(track, nowMs, periodMinutes * 30_000);
    const inSpace = (points) => smooth(points.map((point) => vectorOf(...point)));
    stroke(context, camera, inSpace(orbit.past), { colour: PAST_COLOUR, width: 1.4, dash: [2, 5] });
    stroke(context, camera, inSpace(orbit.next), { colour: STATION_COLOUR, width: 2 });
    return orbit.next[0] ? vectorOf(...orbit.next[0]) : null;
}

/**
 * The station, the plumb line to the ground and the circle that sees it.
 * @param {[number, number, number]} point
 * @returns {{x, y}|null} where it is drawn; null behind the Earth
 */
export function drawSpacecraft(context, camera, point, { latitudeDeg, longitudeDeg }, footprintRadiusDeg) {
    drawCircle(context, camera, [latitudeDeg, longitudeDeg, footprintRadiusDeg],
        { colour: withOpacity(STATION_COLOUR, 0.75), width: 1.2 }, withOpacity(STATION_COLOUR, 0.08));
    const below = vectorOf(longitudeDeg, latitudeDeg, SURFACE);
    stroke(context, camera, [below, point], { colour: withOpacity(STATION_COLOUR, 0.6), width: 1 });
    const place = camera.sees(point) ? camera.project(point) : null;
    if (!place) return null;
    context.strokeStyle = context.fillStyle = STATION_COLOUR;
    context.lineWidth = 1.4;
    context.beginPath();
    context.arc(place.x, place.y, 8, 0, 2 * Math.PI);
    context.stroke();
    context.beginPath();
    context.arc(place.x, place.y, 4.2, 0, 2 * Math.PI);
    context.fill();
    return place;
}
