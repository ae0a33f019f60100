/** The points of one plot, in columns: times, lowest, highest and last value of each interval. */

const MOST_POINTS = 20_000;

/** Columns of equal length; `timesS` are Unix seconds, the others are in the item’s unit. */
export class PlotSeries {
    /** @param {Array<[number, number, number, number]>} points Unix ms, min, max, last, in order of time */
    constructor(points = []) {
        this.timesS = [];
        this.min = [];
        this.max = [];
        this.last = [];
        for (const point of points) this.#push(...point);
    }

    #push(timeMs, min, max, last) {
        this.timesS.push(timeMs / 1000);
        this.min.push(min);
        this.max.push(max);
        this.last.push(last);
    }

    get length() {
        return this.timesS.length;
    }

    /** Add a live value if it is newer than the newest point. @returns {boolean} whether it was added */
    append(timeMs, value) {
        if (typeof value !== "number" || !Number.isFinite(value)) return false;
        if (this.length > 0 && timeMs / 1000 <= this.timesS[this.length - 1]) return false;
        this.#push(timeMs, value, value, value);
        if (this.length > MOST_POINTS) this.#dropFirst(this.length - MOST_POINTS);
        return true;
    }

    /** Leave out what is older than a time. @param {number} fromMs Unix ms */
    trim(fromMs) {
        const keepFrom = this.timesS.findIndex((time) => time * 1000 >= fromMs);
        if (keepFrom > 0) this.#dropFirst(keepFrom);
    }

    #dropFirst(howMany) {
        for (const column of [this.timesS, this.min, this.max, this.last]) column.splice(0, howMany);
    }

    /** The columns with an empty point in each gap longer than `gapS` seconds, so that no line bridges it. */
    withGaps(gapS) {
        const columns = [[], [], [], []];
        for (let at = 0; at < this.length; at += 1) {
            const time = this.timesS[at];
            if (at > 0 && time - this.timesS[at - 1] > gapS) {
                columns[0].push((time + this.timesS[at - 1]) / 2);
                for (const column of columns.slice(1)) column.push(null);
            }
            columns[0].push(time);
            columns[1].push(this.min[at]);
            columns[2].push(this.max[at]);
            columns[3].push(this.last[at]);
        }
        return columns;
    }
}

/** Seconds between points past which data counts as missing. @param {number} spanS seconds on the axis */
export function gapSeconds(spanS, points, periodSeconds) {
    return Math.max(5 * (periodSeconds ?? 1), 5, 3.5 * spanS / points);
}
