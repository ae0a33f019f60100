/** Axes: ranges with room, round ticks, and times that say their day when they must. */

/** Lowest and highest of the columns, nulls left out. @returns {[number, number]|null} */
export function extent(columns) {
    let [low, high] = [Infinity, -Infinity];
    for (const column of columns) {
        for (const value of column) {
            if (value === null || !Number.isFinite(value)) continue;
            if (value < low) low = value;
            if (value > high) high = value;
        }
    }
    return low <= high ? [low, high] : null;
}

/** A range with room above and below; limits near the data are taken in, far ones are not. */
export function paddedRange([low, high], limits = []) {
    const span = high - low || Math.max(Math.abs(high) * 0.02, 0.01);
    const near = limits.filter((value) => value > low - span && value < high + span);
    const [from, to] = [Math.min(low, ...near), Math.max(high, ...near)];
    const room = 0.08 * (to - from || span);
    return [from - room, to + room];
}

/** The value axis's range for a plot's columns: all of an enumeration's values, or the data with near limits. */
export function valueRange(columns, { labels, limits }) {
    const data = extent(columns.slice(1));
    if (!labels) return paddedRange(data ?? [0, 1], limits.map((line) => line.value));
    const values = [...labels.keys(), ...(data ?? [])];
    return [Math.min(...values) - 0.5, Math.max(...values) + 0.5];
}

/** Round tick values inside a range. @param {number} most how many at the most */
export function ticks(low, high, most) {
    const rough = (high - low) / Math.max(1, most);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? 10 * power;
    const list = [];
    for (let at = Math.ceil(low / step); at * step <= high + step * 1e-9; at += 1) list.push(at * step);
    return { values: list, decimals: decimalsOfStep(step) };
}

/** Decimals that write every multiple of a round step exactly, 2.5 as well as 0.2. */
export function decimalsOfStep(step) {
    for (let decimals = 0; decimals < 12; decimals += 1) {
        const scaled = step * 10 ** decimals;
        if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals;
    }
    return 12;
}

const TIME_STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** Round times inside a range, seconds. */
export function timeTicks(fromS, toS, most) {
    const step = TIME_STEPS_S.find((candidate) => (toS - fromS) / candidate <= most) ?? 86_400;
    const list = [];
    for (let at = Math.ceil(fromS / step) * step; at <= toS; at += step) list.push(at);
    return { values: list, stepS: step };
}

/** `HH:MM`, or `HH:MM:SS` where ticks are closer than a minute. UTC. */
export function timeLabel(seconds, stepS) {
    return new Date(seconds * 1000).toISOString().slice(11, stepS < 60 ? 19 : 16);
}

/** Limits in a few words, `W 96.5…104 · C 90…107`. @param {ReturnType<typeof limitLines>} lines */
export function limitsInWords(lines) {
    const letters = [...new Set(lines.map((line) => line.letter))];
    const of = (letter, side) => lines.find((line) => line.letter === letter && line.side === side)?.value ?? "";
    return letters.map((letter) => `${letter} ${of(letter, "low")}…${of(letter, "high")}`).join(" · ");
}

/**
 * Limit lines of a parameter: value, letter, colour class.
 * @param {Object|null} limits as /api/parameters gives them
 */
export function limitLines(limits) {
    const grades = [["watch", "A", "#7cc7ff"], ["warning", "W", "#ffd43b"], ["distress", "D", "#ffa94d"],
        ["critical", "C", "#ff7b7b"], ["severe", "S", "#ff7bd0"]];
    return grades.flatMap(([grade, letter, colour]) => ["Low", "High"]
        .filter((side) => Number.isFinite(limits?.[grade + side]))
        .map((side) => ({ value: limits[grade + side], letter, colour, side: side.toLowerCase() })));
}
