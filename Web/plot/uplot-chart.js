/** The plot drawn by uPlot, when the set-up fetched it into Web/vendor. Same calls as CanvasChart. */
import { decimal } from "../core/format.js";
import { isInstalled } from "../core/vendor.js";
import { decimalsOfStep, valueRange } from "./scale.js";

const INK = "#93a3b3";
const GRID = { stroke: "#1a232d", width: 1 };
const FONT = "11px B612, Inter, 'DejaVu Sans', sans-serif";
let loading = null;

async function loadLibrary() {
    if (!await isInstalled("uplot.iife.min.js")) return null;
    loading ??= new Promise((resolve) => {
        const style = document.createElement("link");
        style.rel = "stylesheet";
        style.href = "/assets/vendor/uplot.min.css";
        const script = document.createElement("script");
        script.src = "/assets/vendor/uplot.iife.min.js";
        script.addEventListener("load", () => resolve(window.uPlot ?? null));
        script.addEventListener("error", () => resolve(null));
        document.head.append(style, script);
    });
    return loading;
}

/** uPlot's constructor, or null where it is not installed. */
export function uPlotIfInstalled() {
    return loadLibrary();
}

/** A line or step plot with a band from lowest to highest; times are Unix seconds, values in the item’s unit. */
export class UPlotChart {
    /** @param {Function} uPlot @param {HTMLElement} host @param {Object} options as for CanvasChart */
    constructor(uPlot, host, options) {
        this.host = host;
        this.options = options;
        this.rangeS = [0, 1];
        this.chart = new uPlot(this.#configuration(uPlot), [[], [], [], []], host);
    }

    setData(columns, rangeS) {
        this.rangeS = rangeS;
        this.rangeY = valueRange(columns, this.options);
        this.chart.setData(columns);
    }

    resize() {
        const { clientWidth: width, clientHeight: height } = this.host;
        if (width > 40 && height > 40) this.chart.setSize({ width, height });
    }

    destroy() {
        this.chart.destroy();
    }

    #configuration(uPlot) {
        const { colour, labels } = this.options;
        const paths = labels ? uPlot.paths.stepped({ align: 1 }) : undefined;
        const hidden = { stroke: "transparent", width: 0, points: { show: false } };
        const points = { show: false };
        return {
            width: Math.max(100, this.host.clientWidth), height: Math.max(80, this.host.clientHeight),
            legend: { show: false }, cursor: { y: false, drag: { x: false, y: false } },
            tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
            scales: { x: { time: true, range: () => this.rangeS }, y: { range: () => this.rangeY ?? [0, 1] } },
            axes: [this.#timeAxis(), this.#valueAxis()],
            series: [{}, { ...hidden, paths }, { ...hidden, paths }, { stroke: colour, width: 1.6, paths, points }],
            bands: labels ? [] : [{ series: [2, 1], fill: `${colour}38` }],
            hooks: { draw: [(chart) => this.#drawLimits(chart)],
                setCursor: [(chart) => this.options.onPoint(chart.cursor.idx ?? null)] },
        };
    }

    #timeAxis() {
        return { stroke: INK, grid: GRID, ticks: GRID, font: FONT, size: 28, space: 70, values: [
            [3600, "{HH}:{mm}", null, null, null, null, null, null, 1],
            [60, "{HH}:{mm}", null, null, null, null, null, null, 1],
            [1, "{HH}:{mm}:{ss}", null, null, null, null, null, null, 1]] };
    }

    #valueAxis() {
        const { labels } = this.options;
        const axis = { stroke: INK, grid: GRID, ticks: GRID, font: FONT, size: labels ? 96 : 62, space: 34 };
        if (!labels) {
            const write = (_, list, __, ___, step) => list.map((value) => decimal(value, decimalsOfStep(step)));
            return { ...axis, values: write };
        }
        const label = (value) => labels.get(value)?.slice(0, 14) ?? "";
        return { ...axis, splits: [...labels.keys()], values: (_, list) => list.map(label) };
    }

    #drawLimits(chart) {
        const { ctx, bbox } = chart;
        const ratio = window.devicePixelRatio || 1;
        ctx.save();
        ctx.setLineDash([5 * ratio, 4 * ratio]);
        ctx.lineWidth = ratio;
        ctx.font = `${11 * ratio}px sans-serif`;
        ctx.textAlign = "right";
        for (const { value, letter, colour } of this.options.limits) {
            const y = chart.valToPos(value, "y", true);
            if (!(y >= bbox.top && y <= bbox.top + bbox.height)) continue;
            ctx.strokeStyle = ctx.fillStyle = colour;
            ctx.beginPath();
            ctx.moveTo(bbox.left, y);
            ctx.lineTo(bbox.left + bbox.width, y);
            ctx.stroke();
            ctx.fillText(letter, bbox.left + bbox.width - 4 * ratio, y - 4 * ratio);
        }
        ctx.restore();
    }
}
