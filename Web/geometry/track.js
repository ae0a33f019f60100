/** The ground track the node sends: where the station is between its points, and what is past and to come. */
import { between, unwrapped, wrapLongitude } from "./sphere.js";

/**
 * The place below the station, between two points of the track (30 s apart: the chord's error is below 0.01°).
 * @param {Array<[number, number, number]>} track Unix ms, latitude, longitude in degrees, in order of time
 * @returns {{latitudeDeg: number, longitudeDeg: number}|null} null outside the track
 */
export function placeAt(track, ms) {
    let low = 0;
    let high = track.length - 1;
    if (high < 1 || ms < track[low][0] || ms > track[high][0]) return null;
    while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (track[middle][0] <= ms) low = middle;
        else high = middle;
    }
    const [from, to] = [track[low], track[high]];
    const fraction = (ms - from[0]) / (to[0] - from[0]);
    const [longitude, latitude] = between([from[2], from[1]], [to[2], to[1]], fraction);
    return { latitudeDeg: latitude, longitudeDeg: wrapLongitude(longitude) };
}

/** The track cut at a time: two lines of longitude and latitude that both touch the place at that time. */
export function cutAt(track, ms) {
    const here = placeAt(track, ms);
    const joint = here ? [[here.longitudeDeg, here.latitudeDeg]] : [];
    const plain = ([, latitude, longitude]) => [longitude, latitude];
    const past = track.filter(([time]) => time <= ms).map(plain);
    const next = track.filter(([time]) => time > ms).map(plain);
    return { past: unwrapped([...past, ...joint]), next: unwrapped([...joint, ...next]) };
}

/** Where the Sun is overhead some time after the node told it: it moves west by a turn a day. */
export function subsolarLater({ latitudeDeg, longitudeDeg }, elapsedMs) {
    return { latitudeDeg, longitudeDeg: wrapLongitude(longitudeDeg - elapsedMs * 360 / 86_400_000) };
}

const EARTH_TURN_DEG_PER_MS = 360.985647 / 86_400_000;
const EARTH_RADIUS_KM = 6371;

/**
 * The orbit as it stands in space at a time, in the Earth's frame of that time, cut there: the Earth turns beneath it.
 * @param {Array<[number, number, number, number]>} track Unix ms, latitude, longitude in degrees, altitude in km
 * @param {number} spanMs how far back and ahead
 * @returns {{past: Array<[number, number, number]>, next: Array<[number, number, number]>}} longitude, latitude in
 *   degrees, distance from the Earth's centre in its radii
 */
export function orbitAt(track, ms, spanMs) {
    const turned = ([time, latitude, longitude, altitudeKm]) => [
        longitude + (time - ms) * EARTH_TURN_DEG_PER_MS, latitude, 1 + (altitudeKm ?? 0) / EARTH_RADIUS_KM];
    const within = track.filter(([time]) => Math.abs(time - ms) <= spanMs);
    const past = within.filter(([time]) => time <= ms).map(turned);
    const next = within.filter(([time]) => time > ms).map(turned);
    const place = placeAt(track, ms);
    if (!place || past.length === 0 || next.length === 0) return { past, next };
    const here = [place.longitudeDeg, place.latitudeDeg, (past[past.length - 1][2] + next[0][2]) / 2];
    return { past: [...past, here], next: [here, ...next] };
}
