/** Values as text: steady decimals, true minus signs, and what a limit letter means. */
import { decimal } from "../core/format.js";

/** What each limit letter stands for; `A` (advisory) is XTCE's watch range, `?` a value that cannot be true. */
export const LIMIT_NAMES = { N: "nominal", A: "watch", W: "warning", D: "distress", C: "critical", S: "severe",
    "?": "outside its valid range" };

/** The letter shown for the live link's: its `w` (watch) is too like `W` (warning) to tell apart on a screen. */
export function limitLetter(received) {
    return received === "w" ? "A" : received ?? "";
}

const UNIT_SIGNS = { deg: "°", degC: "°C", degF: "°F", percent: "%", ohm: "Ω" };

/** A unit as written beside a value: the mission database's plain letters, with signs where they are usual. */
export function unitText(unit) {
    if (!unit) return "";
    return Object.hasOwn(UNIT_SIGNS, unit) ? UNIT_SIGNS[unit] : unit.replace(/^deg\//, "°/");
}

/** Decimals that give about five figures. @param {number} magnitude non-negative */
export function decimalsFor(magnitude) {
    if (magnitude === 0) return 2;
    return Math.min(4, Math.max(0, 4 - Math.floor(Math.log10(magnitude))));
}

/**
 * A value as text. With `memory` the number of decimals only shrinks, so that a value crossing 100 does not jitter.
 * @param {number|string|boolean|null} value engineering value
 * @param {{kind: string}|null} parameter
 * @param {{decimals?: number}|null} memory
 */
export function formatValue(value, parameter, memory) {
    if (value === null || value === undefined) return "—";
    if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
    if (typeof value !== "number") return String(value);
    if (!Number.isFinite(value)) return String(value);
    if (parameter?.kind === "integer" || (parameter === null && Number.isInteger(value))) return decimal(value, 0);
    const magnitude = Math.abs(value);
    if (magnitude >= 1e7 || (magnitude > 0 && magnitude < 1e-3)) return value.toExponential(3).replaceAll("-", "−");
    const decimals = Math.min(memory?.decimals ?? 4, decimalsFor(magnitude));
    if (memory) memory.decimals = decimals;
    return decimal(value, decimals);
}

/** Which side of its limits a number is beyond. @returns {"high"|"low"|null} */
export function limitSide(value, limits) {
    if (typeof value !== "number" || !limits) return null;
    for (const grade of ["watch", "warning", "distress", "critical", "severe"]) {
        if (value > (limits[`${grade}High`] ?? Infinity)) return "high";
        if (value < (limits[`${grade}Low`] ?? -Infinity)) return "low";
    }
    return null;
}

/** Age past which a value is shown as stale, milliseconds. @param {{periodSeconds?: number}} parameter */
export function staleAfterMs(parameter) {
    return 1000 * Math.max(5, 5 * (parameter.periodSeconds ?? 1));
}
