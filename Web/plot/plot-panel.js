/**
 * One parameter over time: history from the archive, then live; with limits, units, and a way to take the numbers
 * along.
 */
import { get } from "../core/api.js";
import { legible } from "../core/colour.js";
import { element, partnerMark, setText } from "../core/dom.js";
import { dayOfYearUTC } from "../core/format.js";
import { unitText } from "../telemetry/values.js";
import { CanvasChart } from "./canvas-chart.js";
import { limitLines, limitsInWords } from "./scale.js";
import { PlotSeries, gapSeconds } from "./series.js";
import { UPlotChart, uPlotIfInstalled } from "./uplot-chart.js";

const RANGES = [["10 min", 600], ["1 h", 3600], ["6 h", 21_600], ["24 h", 86_400]];
const POINTS = 600;
const WORDS = ["string", "binary", "absoluteTime"];

/**
 * The steps of an enumeration's or a boolean's plot: evenly spaced, since raw values such as 1, 2, 4, 8, … 64 would
 * crowd. `rankOf` gives a raw value's step, `labels` a step's name. Null for a number.
 * @param {Object} parameter as /api/parameters gives it
 */
function stepsOf({ kind, enumeration }) {
    const names = kind === "boolean" ? { 0: "FALSE", 1: "TRUE" } : enumeration ?? {};
    const entries = Object.entries(names).map(([raw, label]) => [Number(raw), String(label)]);
    entries.sort((a, b) => a[0] - b[0]);
    if (entries.length === 0) return null;
    const ranks = new Map(entries.map(([raw], rank) => [raw, rank]));
    const labels = new Map(entries.map(([, label], rank) => [rank, label]));
    return { labels, rankOf: (raw) => ranks.get(Number(raw)) ?? null };
}

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class PlotPanel extends HTMLElement {
    connect(state) {
        this.state = state;
        this.spanS = RANGES[0][1];
        this.#buildFrame();
        state.on("plot", (name) => (name === null ? null : this.#open(name)));
        state.on("connection", () => state.connection.phase === "open" && this.parameter && this.#load());
        state.on("second", () => this.parameter && this.#redraw());
        new ResizeObserver(() => this.chart?.resize()).observe(this.host);
        this.addEventListener("keydown", (event) => event.key === "Escape" && this.#close());
    }

    #buildFrame() {
        this.name = element("h2", { tabindex: "-1" });
        this.about = element("p", { class: "about" });
        this.readout = element("p", { class: "plot-readout" });
        this.message = element("p", { class: "plot-message", role: "status" });
        this.host = element("div", { class: "chart", role: "img" });
        this.export = element("a", { class: "export", download: true }, "CSV");
        const close = element("button", { type: "button", class: "close", "aria-label": "Close the plot" }, "✕");
        close.addEventListener("click", () => this.#close());
        this.append(element("header", {}, this.name, close), this.about,
            element("div", { class: "plot-controls" }, this.#rangeButtons(), this.export, this.readout),
            this.host, this.message);
    }

    #rangeButtons() {
        const box = element("div", { class: "ranges", role: "group", "aria-label": "Time shown" });
        for (const [text, seconds] of RANGES) {
            const button = element("button", { type: "button", "aria-pressed": String(seconds === this.spanS) }, text);
            button.addEventListener("click", () => {
                this.spanS = seconds;
                for (const other of box.children) other.setAttribute("aria-pressed", String(other === button));
                this.#load();
            });
            box.append(button);
        }
        return box;
    }

    async #open(name) {
        const parameter = this.state.parameters.get(name);
        if (!parameter) return;
        this.parameter = parameter;
        this.series = this.columns = null;
        this.hidden = false;
        this.steps = stepsOf(parameter);
        this.limits = limitLines(parameter.limits);
        this.#describe(parameter);
        this.stopWatching?.();
        this.stopWatching = this.state.watch(name, (sample) => this.#append(sample));
        await this.#makeChart();
        await this.#load();
        if (window.matchMedia("(max-width: 760px)").matches) this.scrollIntoView({ block: "start" });
    }

    #describe(parameter) {
        const item = this.state.elements.get(parameter.element)?.name ?? parameter.element ?? "Whole station";
        const unit = parameter.unit ? ` ${unitText(parameter.unit)}` : "";
        this.name.replaceChildren(parameter.label, element("span", { class: "unit" }, unit));
        const limits = limitsInWords(this.limits);
        this.about.replaceChildren(partnerMark(parameter.partner), ` ${item} · `, element("code", {}, parameter.name),
            limits ? ` · outside ${limits}` : "");
        this.host.setAttribute("aria-label", `${parameter.label} over time${unit ? `,${unit}` : ""}`);
    }

    async #makeChart() {
        const opened = this.parameter;
        const uPlot = await uPlotIfInstalled();
        if (opened !== this.parameter) return;
        this.chart?.destroy();
        const options = { colour: legible(this.state.partners.get(opened.partner)?.colour), unit: opened.unit ?? "",
            limits: this.limits, labels: this.steps?.labels ?? null, onPoint: (index) => this.#tellPoint(index) };
        this.chart = uPlot ? new UPlotChart(uPlot, this.host, options) : new CanvasChart(this.host, options);
        this.dataset.drawnBy = uPlot ? "uPlot" : "canvas";
    }

    async #load() {
        const { parameter, spanS } = this;
        const toMs = this.state.displayNowMs();
        const range = { from: new Date(toMs - spanS * 1000).toISOString(), to: new Date(toMs).toISOString() };
        this.export.href = `/api/export.csv?${new URLSearchParams({ parameters: parameter.name, ...range })}`;
        const isWords = WORDS.includes(parameter.kind);
        setText(this.message, isWords ? "This item is words, not numbers: there is nothing to plot" : "");
        if (isWords) return;
        try {
            const path = `/api/parameters/${encodeURIComponent(parameter.name)}/history`;
            const { points } = await get(path, { ...range, points: POINTS });
            if (parameter !== this.parameter || spanS !== this.spanS) return;
            this.series = new PlotSeries(this.#ranked(points));
            if (points.length === 0) setText(this.message, "Nothing in the archive for this time yet");
        } catch (error) {
            this.series = new PlotSeries();
            setText(this.message, error.decision ? `withheld: ${error.decision.why}`
                : `The history could not be loaded: ${error.message}`);
        }
        this.#redraw();
    }

    #ranked(points) {
        if (!this.steps) return points;
        return points.map(([time, ...values]) => [time, ...values.map(this.steps.rankOf)]);
    }

    #append(sample) {
        const number = this.steps ? this.steps.rankOf(sample.raw) : sample.value;
        if (this.series?.append(sample.timeMs, number)) setText(this.message, "");
    }

    /** Once a second is enough for the eye and cheap at any range. */
    #redraw() {
        if (!this.series || !this.chart) return;
        const toS = this.state.displayNowMs() / 1000;
        this.series.trim((toS - this.spanS) * 1000);
        this.columns = this.series.withGaps(gapSeconds(this.spanS, POINTS, this.parameter.periodSeconds));
        this.chart.setData(this.columns, [toS - this.spanS, toS]);
        if (!this.pointing) this.#tellPoint(null);
    }

    #tellPoint(index) {
        this.pointing = index !== null;
        const at = index ?? (this.columns?.[0].length ?? 0) - 1;
        const [times, min, max, last] = this.columns ?? [[], [], [], []];
        if (at < 0 || last[at] === null || last[at] === undefined) return setText(this.readout, "");
        const text = (value) => this.steps?.labels.get(value) ?? String(Number(value.toPrecision(7))).replace("-", "−");
        const band = min[at] === max[at] ? "" : ` (${text(min[at])} … ${text(max[at])})`;
        setText(this.readout, `${dayOfYearUTC(times[at] * 1000)} UTC  ${text(last[at])}${band}`);
    }

    #close() {
        this.hidden = true;
        this.stopWatching?.();
        this.chart?.destroy();
        this.parameter = this.series = this.chart = this.columns = null;
        this.state.emit("plot", null);
    }
}
