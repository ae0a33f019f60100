/** The plain plot, drawn on a canvas without any library: used where uPlot was not fetched. */
import { ticks, timeLabel, timeTicks, valueRange } from "./scale.js";

const MARGIN = { left: 64, right: 14, top: 8, bottom: 24 };
const INK = "#93a3b3";
const GRID = "#1a232d";
const FONT = "11px B612, Inter, 'DejaVu Sans', sans-serif";

/** A line or step plot with a band from lowest to highest; times are Unix seconds, values in the item’s unit. */
export class CanvasChart {
    /**
     * @param {HTMLElement} host
     * @param {{colour: string, unit: string, limits: Array, labels: Map<number, string>|null,
     *     onPoint: (index: number|null) => void}} options `labels` makes it a step plot of an enumeration
     */
    constructor(host, options) {
        this.options = options;
        this.canvas = document.createElement("canvas");
        this.canvas.className = "plain-chart";
        host.append(this.canvas);
        this.host = host;
        this.canvas.addEventListener("pointermove", (event) => this.#pointed(event.offsetX));
        this.canvas.addEventListener("pointerleave", () => options.onPoint(null));
    }

    /** @param {Array<Array<number|null>>} columns seconds, min, max, last @param {[number, number]} rangeS */
    setData(columns, rangeS) {
        this.columns = columns;
        this.rangeS = rangeS;
        this.#draw();
    }

    resize() {
        if (this.columns) this.#draw();
    }

    destroy() {
        this.canvas.remove();
    }

    #draw() {
        const { clientWidth: width, clientHeight: height } = this.host;
        if (width < 40 || height < 40) return;
        const ratio = window.devicePixelRatio || 1;
        this.canvas.width = width * ratio;
        this.canvas.height = height * ratio;
        this.canvas.style.width = `${width}px`;
        this.canvas.style.height = `${height}px`;
        const context = this.canvas.getContext("2d");
        context.scale(ratio, ratio);
        context.font = FONT;
        this.#layOut(width, height);
        this.#drawTimeAxis(context);
        this.#drawValueAxis(context);
        context.save();
        context.beginPath();
        context.rect(this.box.left, this.box.top, this.box.right - this.box.left, this.box.bottom - this.box.top);
        context.clip();
        this.#drawLimits(context);
        this.#drawBand(context);
        this.#drawLine(context);
        context.restore();
    }

    #layOut(width, height) {
        this.box = { left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom };
        this.rangeY = valueRange(this.columns, this.options);
    }

    #x(seconds) {
        const [from, to] = this.rangeS;
        return this.box.left + (seconds - from) / (to - from) * (this.box.right - this.box.left);
    }

    #y(value) {
        const [low, high] = this.rangeY;
        return this.box.bottom - (value - low) / (high - low) * (this.box.bottom - this.box.top);
    }

    #rule(context, x1, y1, x2, y2) {
        context.beginPath();
        context.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
        context.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
        context.stroke();
    }

    #drawTimeAxis(context) {
        const { left, right, top, bottom } = this.box;
        const { values, stepS } = timeTicks(...this.rangeS, Math.max(2, (right - left) / 80));
        context.textAlign = "center";
        context.fillStyle = INK;
        context.strokeStyle = GRID;
        for (const seconds of values) {
            this.#rule(context, this.#x(seconds), top, this.#x(seconds), bottom);
            context.fillText(timeLabel(seconds, stepS), this.#x(seconds), bottom + 16);
        }
    }

    #drawValueAxis(context) {
        const { left, right } = this.box;
        const { labels } = this.options;
        const marks = labels ? [...labels] : this.#numberTicks();
        context.textAlign = "right";
        for (const [value, text] of marks) {
            this.#rule(context, left, this.#y(value), right, this.#y(value));
            context.fillText(text.slice(0, 10), left - 6, this.#y(value) + 4);
        }
    }

    #numberTicks() {
        const { values, decimals } = ticks(...this.rangeY, Math.max(2, (this.box.bottom - this.box.top) / 34));
        return values.map((value) => [value, value.toFixed(decimals).replace("-", "−")]);
    }

    #drawLimits(context) {
        context.setLineDash([5, 4]);
        for (const { value, letter, colour } of this.options.limits) {
            context.strokeStyle = colour;
            this.#rule(context, this.box.left, this.#y(value), this.box.right, this.#y(value));
            context.fillStyle = colour;
            context.fillText(letter, this.box.right - 4, this.#y(value) - 4);
        }
        context.setLineDash([]);
    }

    #drawBand(context) {
        if (this.options.labels) return;
        const [times, min, max] = this.columns;
        context.strokeStyle = `${this.options.colour}59`;
        context.lineWidth = Math.max(1, (this.box.right - this.box.left) / Math.max(1, times.length));
        context.beginPath();
        times.forEach((seconds, at) => {
            if (min[at] === null || max[at] === min[at]) return;
            context.moveTo(this.#x(seconds), this.#y(min[at]));
            context.lineTo(this.#x(seconds), this.#y(max[at]));
        });
        context.stroke();
    }

    #drawLine(context) {
        const [times, , , last] = this.columns;
        context.strokeStyle = this.options.colour;
        context.lineWidth = 1.6;
        context.beginPath();
        let previous = null;
        times.forEach((seconds, at) => {
            if (last[at] === null) {
                previous = null;
                return;
            }
            const [x, y] = [this.#x(seconds), this.#y(last[at])];
            if (previous === null) context.moveTo(x, y);
            else {
                if (this.options.labels) context.lineTo(x, previous);
                context.lineTo(x, y);
            }
            previous = y;
        });
        context.stroke();
    }

    #pointed(x) {
        const [times] = this.columns ?? [[]];
        if (times.length === 0) return;
        let nearest = 0;
        for (let at = 1; at < times.length; at += 1) {
            if (Math.abs(this.#x(times[at]) - x) < Math.abs(this.#x(times[nearest]) - x)) nearest = at;
        }
        this.options.onPoint(nearest);
    }
}
