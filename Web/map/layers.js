/** What moves on the map: night, tracks, stations with their circles, the station itself. */
import { legible, withOpacity } from "../core/colour.js";
import { circle } from "../geometry/sphere.js";
import { cutAt } from "../geometry/track.js";

/** The station’s own colour on the map. */
export const STATION_COLOUR = "#ffb22e";
/** The colour of where the station was. */
export const PAST_COLOUR = "#a9b6c3";

/** Solar elevations at the edges of day, civil, nautical and astronomical twilight, degrees. */
const TWILIGHTS_DEG = [-0.833, -6, -12, -18];

/** Shade the night, a step darker at each twilight's edge. @param {{latitudeDeg, longitudeDeg}} subsolar */
export function drawNight(context, projection, subsolar) {
    context.fillStyle = "rgba(2,4,9,0.155)";
    for (const elevation of TWILIGHTS_DEG) {
        const { area } = circle(-subsolar.latitudeDeg, subsolar.longitudeDeg + 180, 90 + elevation, 1);
        context.beginPath();
        projection.trace(context, area);
        context.fill();
    }
    const terminator = circle(-subsolar.latitudeDeg, subsolar.longitudeDeg + 180, 90 + TWILIGHTS_DEG[0], 1).edge;
    context.beginPath();
    projection.trace(context, terminator);
    context.strokeStyle = "rgba(255,214,140,0.34)";
    context.lineWidth = 1;
    context.stroke();
}

/** The Sun's sign. @param {{x: number, y: number}} place pixels */
export function drawSunMark(context, { x, y }, colour = "#ffe08a") {
    context.strokeStyle = colour;
    context.lineWidth = 1.2;
    context.beginPath();
    context.arc(x, y, 3.5, 0, 2 * Math.PI);
    for (let ray = 0; ray < 8; ray += 1) {
        const [dx, dy] = [Math.cos(ray * Math.PI / 4), Math.sin(ray * Math.PI / 4)];
        context.moveTo(x + 5.5 * dx, y + 5.5 * dy);
        context.lineTo(x + 8 * dx, y + 8 * dy);
    }
    context.stroke();
}

/** The same where the Sun is overhead. */
export function drawSun(context, projection, { latitudeDeg, longitudeDeg }) {
    drawSunMark(context, { x: projection.x(longitudeDeg), y: projection.y(latitudeDeg) });
}

/** The orbits behind dashed, the orbits ahead solid. @param {Array} track as /api/orbit gives it */
export function drawTracks(context, projection, track, nowMs) {
    const { past, next } = cutAt(track, nowMs);
    context.lineJoin = "round";
    context.setLineDash([2, 5]);
    context.strokeStyle = PAST_COLOUR;
    context.lineWidth = 1.2;
    context.beginPath();
    projection.trace(context, past);
    context.stroke();
    context.setLineDash([]);
    context.strokeStyle = STATION_COLOUR;
    context.lineWidth = 1.7;
    context.beginPath();
    projection.trace(context, next);
    context.stroke();
}

/** One ground station's acquisition circle: dashed where we may not use it. */
function drawAcquisition(context, projection, station, colour, highlighted) {
    if (!Number.isFinite(station.acquisitionRadiusDeg)) return;
    const { edge, area } = circle(station.latitudeDeg, station.longitudeDeg, station.acquisitionRadiusDeg);
    context.beginPath();
    projection.trace(context, area);
    context.fillStyle = withOpacity(colour, highlighted ? 0.16 : 0.035);
    context.fill();
    context.beginPath();
    projection.trace(context, edge);
    context.setLineDash(station.decision?.outcome === "permit" ? [] : [3, 4]);
    context.strokeStyle = withOpacity(colour, highlighted ? 0.95 : 0.5);
    context.lineWidth = highlighted ? 1.6 : 1;
    context.stroke();
    context.setLineDash([]);
}

/** Ground stations in their partners' colours; the dot is hollow where we may not use the station. */
export function drawStations(context, projection, stations, partners, highlightedId) {
    for (const station of stations) {
        const colour = legible(partners.get(station.partner)?.colour);
        drawAcquisition(context, projection, station, colour, station.id === highlightedId);
    }
    for (const station of stations) {
        const colour = legible(partners.get(station.partner)?.colour);
        context.beginPath();
        context.arc(projection.x(station.longitudeDeg), projection.y(station.latitudeDeg), 3, 0, 2 * Math.PI);
        context.fillStyle = station.decision?.outcome === "permit" ? colour : "#0a0e13";
        context.fill();
        context.strokeStyle = colour;
        context.lineWidth = 1.2;
        context.stroke();
    }
}

/** Relay satellites, diamonds above the equator at their longitudes. */
export function drawRelays(context, projection, relays, partners) {
    for (const relay of relays) {
        if (!Number.isFinite(relay.longitudeDeg)) continue;
        const [x, y] = [projection.x(relay.longitudeDeg), projection.y(0)];
        context.beginPath();
        for (const [dx, dy] of [[0, -4], [4, 0], [0, 4], [-4, 0]]) context.lineTo(x + dx, y + dy);
        context.closePath();
        context.strokeStyle = legible(partners.get(relay.partner)?.colour);
        context.lineWidth = 1.2;
        context.stroke();
    }
}

/** The station with the circle from which it can be seen. @param {{latitudeDeg, longitudeDeg}} place */
export function drawSpacecraft(context, projection, place, footprintRadiusDeg) {
    const { edge, area } = circle(place.latitudeDeg, place.longitudeDeg, footprintRadiusDeg);
    context.beginPath();
    projection.trace(context, area);
    context.fillStyle = withOpacity(STATION_COLOUR, 0.09);
    context.fill();
    context.beginPath();
    projection.trace(context, edge);
    context.strokeStyle = withOpacity(STATION_COLOUR, 0.75);
    context.lineWidth = 1.2;
    context.stroke();
    const [x, y] = [projection.x(place.longitudeDeg), projection.y(place.latitudeDeg)];
    for (const [radius, fill] of [[8, null], [4.2, STATION_COLOUR]]) {
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.strokeStyle = STATION_COLOUR;
        context.lineWidth = 1.4;
        if (fill) {
            context.fillStyle = fill;
            context.fill();
        } else context.stroke();
    }
}
