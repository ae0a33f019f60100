/** Close approaches of other objects: a picture and a list that can be put in order by any column. */
import { get } from "../core/api.js";
import { element, setText } from "../core/dom.js";
import { count, countdown, dayOfYearUTC, decimal, duration } from "../core/format.js";
import { conjunctionChart, leastDecadeKm, nearness, nearnessBar } from "./chart.js";

const REFRESH_MS = 60_000;
const REFRESH_AT_WORK_MS = 2_000;
const COLUMNS = [
    ["timeMs", "Closest approach, UTC"], [null, "in"], ["name", "Object"], ["missDistanceKm", "Miss, km"],
    ["radialKm", "radial"], ["inTrackKm", "in track"], ["crossTrackKm", "across"],
    ["relativeSpeedKmS", "Speed, km/s"],
];
const NEARNESS = { near: "under 1 km", close: "under 5 km", far: "" };

const nameOf = ({ name, catalogueNumber }) => name || `object ${catalogueNumber}`;

/** How the screening does, in words. */
export function stateInWords({ state, progress, why, report }) {
    switch (state) {
    case "no-catalogue":
        return "No catalogue configured: start the node with --catalogue FILE to screen the station against it.";
    case "no-orbit": return "No orbit known: there is nothing to screen.";
    case "waiting": return "Not screened yet.";
    case "screening": return `Screening… ${Math.floor(100 * (progress ?? 0))} %`
        + (report ? "; below is what was found the last time." : "");
    case "failed": return `The screening failed: ${why ?? "no reason given"}.`;
    default: return "";
    }
}

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class ConjunctionsPage extends HTMLElement {
    connect(state) {
        this.state = state;
        this.order = { key: "timeMs", down: false };
        this.about = element("p", { class: "about" });
        this.status = element("p", { class: "screening", role: "status", "data-testid": "screening-state" });
        this.companions = element("p", { class: "companions", "data-testid": "companions" });
        this.picture = element("div", { class: "picture" });
        this.body = element("tbody");
        this.head = element("tr", {}, ...COLUMNS.map(([key, title]) => this.#heading(key, title)),
            element("th", { scope: "col" }, "nearness"));
        this.table = element("table", { hidden: true }, element("thead", {}, this.head), this.body);
        this.append(element("header", {}, element("h2", {}, "Close approaches"), this.about), this.status,
            this.companions, this.picture, element("div", { class: "approaches", tabindex: "0",
                "aria-label": "Close approaches" }, this.table));
        state.on("second", () => this.#tick());
        new ResizeObserver(() => this.picture.clientWidth > 0 && this.#draw()).observe(this.picture);
        document.addEventListener("visibilitychange", () => this.#refresh());
    }

    #heading(key, title) {
        if (key === null) return element("th", { scope: "col" }, title);
        const button = element("button", { type: "button" }, title);
        button.addEventListener("click", () => {
            this.order = { key, down: this.order.key === key && !this.order.down };
            this.#list();
        });
        return element("th", { scope: "col", "data-key": key }, button);
    }

    /** Keep current while shown, and do nothing while not. */
    show(isShown) {
        if (this.isShown === isShown) return;
        this.isShown = isShown;
        this.#refresh();
    }

    async #refresh() {
        clearTimeout(this.timer);
        if (!this.isShown || document.hidden) return;
        try {
            this.#build(await get("/api/conjunctions"));
        } catch (error) {
            setText(this.status, `No answer: ${error.message}`);
            this.status.hidden = false;
        }
        clearTimeout(this.timer);
        const pause = this.answer?.state === "screening" ? REFRESH_AT_WORK_MS : REFRESH_MS;
        this.timer = setTimeout(() => this.#refresh(), pause);
    }

    #build(answer) {
        const isSame = this.answer?.report && answer.report?.from === this.answer.report.from;
        this.answer = answer;
        this.dataset.state = answer.state;
        const words = stateInWords(answer);
        setText(this.status, words);
        this.status.hidden = words === "";
        setText(this.about, this.#aboutInWords(answer));
        if (isSame) return;
        const { report } = answer;
        this.table.hidden = !report;
        this.approaches = (report?.approaches ?? []).map((one) => ({ ...one, timeMs: Date.parse(one.time) }));
        this.#tellCompanions(report?.companions ?? []);
        this.#draw();
        this.#list();
    }

    #aboutInWords({ primary, catalogue, report }) {
        if (!catalogue || !primary) return "";
        const unread = catalogue.unreadable ? `, ${count(catalogue.unreadable)} more not readable` : "";
        const against = `${nameOf(primary)} against ${count(catalogue.objects)} objects of ${catalogue.name}${unread}`;
        if (!report) return against;
        const failed = report.failed ? ` · ${count(report.failed)} could not be propagated throughout` : "";
        return `${against} · ${report.days} days from ${dayOfYearUTC(Date.parse(report.from))} UTC · up to `
            + `${report.withinKm} km${failed}`;
    }

    #tellCompanions(companions) {
        this.companions.hidden = companions.length === 0;
        const names = companions.map((one) => `${nameOf(one)} (${one.catalogueNumber})`).join(", ");
        setText(this.companions, `Docked or flying along, and so not listed: ${names}`);
    }

    #draw() {
        const report = this.answer?.report;
        if (!report) return this.picture.replaceChildren();
        this.leastKm = leastDecadeKm(this.approaches);
        this.picture.replaceChildren(conjunctionChart({ ...report, approaches: this.approaches }, {
            fromMs: Date.parse(report.from), nowMs: this.state.clock.nowMs(),
            width: this.picture.clientWidth, onPick: (one) => this.#pick(one, true) }));
    }

    #list() {
        const { key, down } = this.order;
        const compare = (a, b) => (key === "name" ? nameOf(a).localeCompare(nameOf(b))
            : key.endsWith("Km") ? Math.abs(a[key]) - Math.abs(b[key]) : a[key] - b[key]);
        const sorted = [...(this.approaches ?? [])].sort((a, b) => (down ? compare(b, a) : compare(a, b)));
        this.rows = sorted.map((approach) => this.#row(approach));
        this.body.replaceChildren(...this.rows.map(({ node }) => node));
        if (this.rows.length === 0 && this.answer?.report) {
            const text = `No object comes within ${this.answer.report.withinKm} km`;
            this.body.append(element("tr", {}, element("td", { class: "empty", colspan: COLUMNS.length + 1 }, text)));
        }
        for (const heading of this.head.querySelectorAll("[data-key]")) {
            const sort = heading.dataset.key === key ? (down ? "descending" : "ascending") : "none";
            heading.setAttribute("aria-sort", sort);
        }
        this.#tick();
    }

    #row(approach) {
        const left = element("td", { class: "left" });
        const kind = nearness(approach.missDistanceKm);
        const number = (value, digits) => element("td", { class: "number" }, decimal(value, digits));
        const node = element("tr", { "data-testid": `approach-${approach.catalogueNumber}`, "data-nearness": kind },
            element("td", { class: "time" }, dayOfYearUTC(approach.timeMs)), left,
            element("th", { scope: "row" }, nameOf(approach), " ", element("small", {}, approach.catalogueNumber)),
            element("td", { class: "number miss", title: NEARNESS[kind] }, decimal(approach.missDistanceKm, 2)),
            number(approach.radialKm, 2), number(approach.inTrackKm, 2), number(approach.crossTrackKm, 2),
            number(approach.relativeSpeedKmS, 2),
            element("td", { class: "nearness" }, nearnessBar(approach.missDistanceKm, this.leastKm,
                this.answer.report.withinKm), element("span", {}, NEARNESS[kind])));
        node.addEventListener("click", () => this.#pick(approach, false));
        return { node, left, approach };
    }

    /** Show one approach in the list and in the picture. */
    #pick(approach, scroll) {
        for (const row of this.rows) row.node.toggleAttribute("data-picked", row.approach === approach);
        const bars = this.picture.querySelectorAll(".approach");
        this.approaches.forEach((one, at) => bars[at]?.toggleAttribute("data-picked", one === approach));
        const row = this.rows.find((one) => one.approach === approach);
        if (scroll) row?.node.scrollIntoView({ block: "nearest" });
    }

    #tick() {
        if (!this.isShown) return;
        const nowMs = this.state.clock.nowMs();
        for (const { node, left, approach } of this.rows ?? []) {
            const leftMs = approach.timeMs - nowMs;
            node.toggleAttribute("data-over", leftMs < 0);
            setText(left, leftMs < 0 ? "over" : leftMs < 3_600_000 ? countdown(leftMs) : duration(leftMs));
        }
    }
}
