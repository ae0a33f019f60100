/** Balances of partners, from what the node says of them, and amounts in words. */
import { decimal, grouped } from "../core/format.js";

const SYMBOLS = { percent: "%", minute: "min", hour: "h", kilogram: "kg", kilowattHour: "kWh", gigabyte: "GB",
    seat: "seats", dollar: "USD" };

const number = (value) => (Number.isFinite(value) ? value : 0);

/**
 * How a partner stands in a pool.
 * @param {Object} allocation as /api/ledger gives it
 * @returns {{partner: string, share: number|null, allocated: number, gained: number, given: number, unsigned: number,
 *     entitled: number, used: number, left: number, percent: number|null, isOver: boolean}}
 *     amounts in the pool’s unit; `percent` is the
 *     used part of what the partner may use: its share and what it got, less what it gave
 */
export function balance(allocation) {
    const { partner } = allocation;
    const [allocated, used] = [number(allocation.allocated), number(allocation.used)];
    const [gained, given] = [number(allocation.barteredIn), number(allocation.barteredOut)];
    const unsigned = number(allocation.unsigned);
    const entitled = allocated + gained - given;
    return { partner, share: Number.isFinite(allocation.sharePercent) ? allocation.sharePercent : null, allocated,
        gained, given, unsigned, entitled, used, left: entitled - used,
        percent: entitled > 0 ? 100 * used / entitled : null,
        isOver: used > entitled + 1e-9 * Math.abs(entitled) };
}

/** A unit’s symbol; a unit that has none here stays as it is. @param {string|null} unit */
export function symbol(unit) {
    return SYMBOLS[unit] ?? unit ?? "";
}

/** An amount with as many digits as help. @param {number|null} value @param {string} [unit] */
export function amount(value, unit = "") {
    if (!Number.isFinite(value)) return "—";
    const size = Math.abs(value);
    const digits = size >= 1000 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
    const [whole, fraction] = decimal(value, digits).split(".");
    return `${grouped(whole)}${fraction ? `.${fraction}` : ""}${unit ? `\u00a0${symbol(unit)}` : ""}`;
}

/** A percentage. @param {number|null} value */
export function percent(value) {
    return Number.isFinite(value) ? `${decimal(value, 1)}\u00a0%` : "—";
}

/**
 * Use over time by partner.
 * @param {Array<{day: string, partner: string, used: number}>} history amounts used on each day
 * @param {"share"|"total"|"day"} mode percent of what the partner may use, running total, or the days themselves
 * @returns {Map<string, Array<[number, number]>>} by partner: Unix milliseconds of the day and the value
 */
export function useOverTime(history, mode, balances) {
    const lines = new Map();
    const sorted = (history ?? []).map((one) => ({ ...one, ms: Date.parse(String(one.day).slice(0, 10)) }))
        .filter(({ ms, used }) => Number.isFinite(ms) && Number.isFinite(used)).sort((a, b) => a.ms - b.ms);
    const sums = new Map();
    for (const { partner, ms, used } of sorted) {
        sums.set(partner, (sums.get(partner) ?? 0) + used);
        const entitled = balances.find((one) => one.partner === partner)?.entitled;
        const value = mode === "day" ? used : mode === "total" ? sums.get(partner)
            : entitled > 0 ? 100 * sums.get(partner) / entitled : NaN;
        if (!Number.isFinite(value)) continue;
        if (!lines.has(partner)) lines.set(partner, []);
        lines.get(partner).push([ms, value]);
    }
    return lines;
}
