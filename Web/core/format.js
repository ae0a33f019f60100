/**
 * Times, angles and durations as control rooms write them. All functions are pure; times are Unix milliseconds (UTC).
 */

const DAY_MS = 86_400_000;
const MINUS = "−";
const two = (number) => String(number).padStart(2, "0");

/** `HH:MM:SS` of a number of seconds; hours run past 24. @param {number} totalSeconds non-negative */
export function hoursMinutesSeconds(totalSeconds) {
    const s = Math.floor(totalSeconds);
    return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/** UTC as `YYYY-DDD HH:MM:SS`. @param {number} ms @returns {string} */
export function dayOfYearUTC(ms) {
    const date = new Date(ms);
    const day = Math.floor((ms - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
    return `${date.getUTCFullYear()}-${String(day).padStart(3, "0")} ${timeOfDayUTC(ms)}`;
}

/** UTC as `HH:MM:SS`. @param {number} ms */
export function timeOfDayUTC(ms) {
    return new Date(ms).toISOString().slice(11, 19);
}

/**
 * Mission elapsed time as `D/HH:MM:SS`; a leading minus before the start.
 * @param {number} ms
 * @param {number} startMs
 */
export function missionElapsedTime(ms, startMs) {
    const total = Math.floor(Math.abs(ms - startMs) / 1000);
    return `${ms < startMs ? MINUS : ""}${Math.floor(total / 86_400)}/${hoursMinutesSeconds(total % 86_400)}`;
}

/** Time left as `HH:MM:SS`; zero once past. @param {number} ms */
export function countdown(ms) {
    return hoursMinutesSeconds(Math.max(0, Math.ceil(ms / 1000)));
}

/** A duration in its two largest units, `9m 47s`. @param {number} ms */
export function duration(ms) {
    const s = Math.max(0, Math.round(ms / 1000));
    if (s < 60) return `${s}s`;
    if (s < 3600) return `${Math.floor(s / 60)}m ${two(s % 60)}s`;
    if (s < 172_800) return `${Math.floor(s / 3600)}h ${two(Math.floor(s / 60) % 60)}m`;
    return `${Math.floor(s / 86_400)}d ${Math.floor(s / 3600) % 24}h`;
}

/** A decimal number with a true minus sign. @param {number} value @param {number} digits after the point */
export function decimal(value, digits) {
    const text = Math.abs(value).toFixed(digits);
    return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** Latitude and longitude as `12.31° N 045.60° W`. */
export function latitudeLongitude(latitudeDeg, longitudeDeg) {
    const latitude = `${Math.abs(latitudeDeg).toFixed(2).padStart(5, "0")}° ${latitudeDeg < 0 ? "S" : "N"}`;
    return `${latitude} ${Math.abs(longitudeDeg).toFixed(2).padStart(6, "0")}° ${longitudeDeg < 0 ? "W" : "E"}`;
}

/** Digits with thin spaces between thousands. @param {string} digits of a whole number */
export function grouped(digits) {
    return digits.replace(/\B(?=(\d{3})+$)/g, "\u2009");
}

/** A count with thin spaces between thousands. @param {number} value */
export function count(value) {
    return Number.isFinite(value) ? grouped(Math.round(value).toString()) : "—";
}

/** A name without what stands in brackets at its end, for narrow places. @param {string} name */
export function withoutBrackets(name) {
    return name.replace(/ \([^)]*\)$/, "");
}

/** A date as the agreements write it, `YYYY-MM-DD`. @param {string|null} iso */
export function calendarDate(iso) {
    return iso ? String(iso).slice(0, 10) : "";
}
