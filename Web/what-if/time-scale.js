/** Days after a departure: in words, and along an axis on which 0.04 and 400 days can both be read. All pure. */

const HOUR = 1 / 24;
const TICKS = [HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 1, 2, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1095, 1825, 3650];
const GRAIN_DAYS = 0.02;   // below this the axis is linear, above logarithmic
const MONTH = 30.4375;
const YEAR = 365.25;

const trim = (value, digits = 1) => String(Number(value.toFixed(digits)));

/** A length of time in words: `45 min`, `12 h`, `46 d`, `6 months`, `3.0 years`. @param {number|null} days */
export function spanText(days) {
    if (days === null || days === undefined || !Number.isFinite(days)) return "not known";
    if (days === 0) return "at once";
    if (days < HOUR) return `${Math.max(1, Math.round(days * 1440))} min`;
    if (days < 2) return `${trim(days * 24)} h`;
    if (days < 92) return `${trim(days)} d`;
    if (days < 730) return days % 1 ? `${Math.floor(days)} d ${trim((days % 1) * 24, 0)} h` : `${trim(days)} d`;
    return `${trim(days / YEAR)} y`;
}

/** `at once`, or `after 12 h`. */
export const afterText = (days) => (days === 0 ? "at once" : `after ${spanText(days)}`);

/** A lead time: months as months, below one as days. @param {number|null} months */
export function leadText(months) {
    if (months === null || months === undefined) return "lead time not known";
    if (months === 0) return "at hand";
    return months < 1 ? `${trim(months * MONTH, 0)} d` : `${trim(months)} month${months === 1 ? "" : "s"}`;
}

const tickText = (days) => (days < 1 ? `${Math.round(days * 24)} h` : days < 60 ? `${days} d`
    : days < 365 ? `${Math.round(days / MONTH)} mo` : `${Math.round(days / 365)} y`);

/** The calendar day and hour so many days after a start, or null without one. @param {string} on `YYYY-MM-DD` */
export function dateAfter(on, days) {
    const start = Date.parse(`${on}T00:00:00Z`);
    const at = new Date(start + days * 86_400_000);
    if (!Number.isFinite(at.getTime())) return null;
    const text = at.toISOString();
    return days % 1 ? `${text.slice(0, 10)} ${text.slice(11, 16)}` : text.slice(0, 10);
}

const grow = (days) => Math.log1p(days / GRAIN_DAYS);

/**
 * A scale that starts afresh at every event: from one to the next it is linear for half an hour and logarithmic beyond,
 * so losses an hour apart stand apart, whether they come at once or after a year's notice.
 */
export class TimeScale {
    /** @param {number[]} eventDays @param {number} [leastEnd] days that the axis shows at least */
    constructor(eventDays, leastEnd = 1) {
        const events = [...new Set(eventDays.filter((day) => Number.isFinite(day) && day > 0))].sort((a, b) => a - b);
        const last = events.at(-1) ?? 0;
        this.endDays = Math.max(leastEnd, last * 1.25);
        // The last stretch is after the last event; it gets little room.
        this.stops = [{ day: 0, at: 0 }];
        for (const day of [...events, this.endDays]) {
            const from = this.stops.at(-1);
            if (day - from.day < 1e-9) continue;
            const isTail = day === this.endDays && events.length > 0;
            this.stops.push({ day, at: from.at + grow(day - from.day) * (isTail ? 0.3 : 1) });
        }
        this.total = this.stops.at(-1).at;
    }

    /** Where a day stands, 0…1. */
    position(day) {
        const after = this.stops.findIndex((stop) => stop.day >= day);
        if (after < 0) return 1;
        if (after === 0) return 0;
        const [from, to] = [this.stops[after - 1], this.stops[after]];
        const part = grow(day - from.day) / grow(to.day - from.day);
        return (from.at + part * (to.at - from.at)) / this.total;
    }

    /** The day at a place 0…1; the reverse of `position`. */
    day(position) {
        const at = Math.min(1, Math.max(0, position)) * this.total;
        const after = this.stops.findIndex((stop) => stop.at >= at);
        if (after <= 0) return 0;
        const [from, to] = [this.stops[after - 1], this.stops[after]];
        const part = (at - from.at) / (to.at - from.at);
        return from.day + GRAIN_DAYS * Math.expm1(part * grow(to.day - from.day));
    }

    /** Ticks with room between them: events first, round times where there is room. @param {number} widthPx */
    ticks(widthPx, roomPx = 46) {
        const taken = [];
        const place = (day, text) => {
            const at = this.position(day) * widthPx;
            if (taken.some((tick) => Math.abs(tick.at - at) < roomPx)) return;
            taken.push({ day, at, text });
        };
        place(0, "0");
        for (const day of TICKS) if (day < this.endDays) place(day, tickText(day));
        return taken.sort((a, b) => a.at - b.at);
    }
}
