/** What is lost if someone leaves: the question, the station over time, causes, restorations, and the report. */
import { element, setAttribute, setText } from "../core/dom.js";
import { Answer, Model } from "./answer.js";
import { TimeAxis } from "./axis.js";
import { causesPanel } from "./causes.js";
import { besideLine, ScenarioPicker } from "./picker.js";
import { historyPanel, setsPanel, transportPanel } from "./records.js";
import { reportDocument, saveReport } from "./report.js";
import { restorePanel } from "./restore.js";
import { StationRows } from "./rows.js";
import { questionInWords, questionQuery, readAddress, writeAddress } from "./scenario.js";
import { StationDrawing } from "./station.js";
import { WhatIfStore } from "./store.js";
import { summaryInWords } from "./summary.js";
import { spanText, TimeScale } from "./time-scale.js";
import { uncertaintyPanel } from "./uncertainty.js";

const TABS = { causes: "Causes", restore: "Restore", uncertainty: "How sure", sets: "Sets",
    transport: "Transport", history: "History" };
const VIEWS = { station: "Station", rows: "Time lines", report: "Report" };
const EMPTY_AXIS_DAYS = 400;
const NEXT_TOLD = 3;
const FRESH_PART = 0.025;   // of the axis, for which a loss is shown as new
const ADDRESS_PAUSE_MS = 250;

/** What the node is asked for a scenario: two that ask the same have the same answers. */
const askedFor = (scenario) => JSON.stringify([scenario, scenario.beside].map((one) => one && questionQuery(one)));

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class WhatIfPage extends HTMLElement {
    connect(state) {
        this.state = state;
        this.store = new WhatIfStore();
        this.wantedSets = { function: "programme", withinDays: 30, largest: 2 };
        this.picker = new ScenarioPicker({ onChange: (part) => this.#ask({ ...part }) });
        this.axis = new TimeAxis({ onDay: (day) => this.#goTo(day),
            titleOf: (id) => this.model?.title(id) ?? id });
        this.station = new StationDrawing({ onPick: (id) => this.#pick(id) });
        this.rows = new StationRows({ onPick: (id) => this.#pick(id) });
        this.status = element("p", { class: "what-if-status", role: "status", "data-testid": "what-if-status" });
        this.summary = element("p", { class: "in-short", role: "status", "data-testid": "what-if-summary" });
        this.beside = element("div", { class: "beside" });
        this.spoken = element("p", { class: "visually-hidden", role: "status", "aria-live": "polite",
            "data-testid": "what-if-announcer" });
        this.panel = element("div", { class: "panel", role: "tabpanel", id: "what-if-panel", tabindex: "0",
            "data-testid": "what-if-panel" });
        this.report = element("div", { class: "report-frame", hidden: true });
        this.append(this.#header(), this.picker.node, this.beside, this.status, this.spoken,
            element("div", { class: "work" }, element("div", { class: "middle" }, this.summary, this.axis.node,
                this.station.node, this.rows.node), element("aside", { "aria-label": "About the losses" },
                this.#tabList(), this.panel)), this.report);
    }

    #header() {
        this.views = element("div", { class: "views", role: "group", "aria-label": "View" },
            ...Object.entries(VIEWS).map(([view, title]) => {
                const button = element("button", { type: "button", "data-view-choice": view,
                    "data-testid": `what-if-view-${view}` }, title);
                button.addEventListener("click", () => this.#change({ view }));
                return button;
            }));
        const button = (id, title, act) => {
            const node = element("button", { type: "button", id: `what-if-${id}`, "data-testid": `what-if-${id}` },
                title);
            node.addEventListener("click", act);
            return node;
        };
        this.copy = button("copy", "Copy link", () => this.#copy());
        this.compare = button("compare", "Compare", () => this.#compare());
        this.print = button("print", "Print", () => window.print());
        this.save = button("save", "Save as HTML", () => this.#save());
        this.clear = button("clear", "Start over", () => this.#change({ without: [], with: [], on: "", day: 0, loss: "",
            kind: "taken-away", beside: null }));
        return element("header", {}, element("h2", {}, "What if"), this.views,
            element("div", { class: "actions" }, this.compare, this.copy, this.print, this.save, this.clear));
    }

    #tabList() {
        this.tabs = element("div", { class: "panel-tabs", role: "tablist", "aria-label": "About the losses" },
            ...Object.entries(TABS).map(([tab, title]) => {
                const node = element("button", { type: "button", role: "tab", id: `what-if-tab-${tab}`, "data-tab": tab,
                    "aria-controls": "what-if-panel" }, title);
                node.addEventListener("click", () => this.#change({ tab }));
                return node;
            }));
        this.tabs.addEventListener("keydown", (event) => {
            const names = Object.keys(TABS);
            const at = names.indexOf(this.scenario.tab);
            const last = names.length - 1;
            const to = { ArrowRight: at + 1, ArrowLeft: at + last, Home: 0, End: last }[event.key];
            if (to === undefined) return;
            event.preventDefault();
            this.#change({ tab: names[to % names.length] });
            this.tabs.querySelector("[aria-selected=true]").focus();
        });
        return this.tabs;
    }

    /** Shown: read the address; hidden: stop playing, and leave the address to the other pages. */
    async show(isShown) {
        if (!isShown) this.#leave();
        this.isShown = isShown;
        if (!isShown) return;
        if (location.hash === this.written && this.model) return;
        const scenario = readAddress(location.hash);
        if (!this.model && !await this.#loadModel()) return;
        this.#set(scenario);
    }

    #leave() {
        this.axis.stop();
        clearTimeout(this.addressTimer);
        if (this.scenario) this.#keepAddress();
    }

    async #loadModel() {
        setText(this.status, "Loading the programme’s functions…");
        const { body, failure } = await this.store.ask("/api/what-if/model");
        setText(this.status, failure ? `The functions of the programme could not be loaded: ${failure}.` : "");
        this.toggleAttribute("data-failed", failure !== null);
        this.toggleAttribute("data-unloaded", failure !== null);
        if (failure) return false;
        this.model = new Model(body);
        this.picker.build(this.model);
        this.station.build(this.model);
        return true;
    }

    /** A new question starts at the moment of departure and forgets the chosen loss if it no longer is one. */
    #ask(part) {
        this.#change({ ...part, ...("with" in part ? {} : { day: 0 }) });
    }

    /** Change the scenario by a step that "back" takes back. */
    #change(part) {
        const scenario = { ...this.scenario, ...part };
        const address = writeAddress(scenario);
        clearTimeout(this.addressTimer);
        if (address !== location.hash) history.pushState(null, "", address);
        this.#set(scenario);
    }

    async #set(scenario) {
        const before = this.scenario;
        this.scenario = scenario;
        this.#keepAddress();
        this.picker.show(scenario);
        this.#showFrame();
        const isSame = before && this.answered && askedFor(before) === askedFor(scenario);
        if (!isSame) await this.#answer(scenario);
        if (this.scenario !== scenario) return;
        this.#goTo(scenario.day, true);
        this.#showPanel();
        this.#showReport();
    }

    async #answer(scenario) {
        this.answered = false;
        this.axis.stop();
        this.setAttribute("aria-busy", "true");
        const ask = (question) => (question?.without.length
            ? this.store.ask("/api/what-if", questionQuery(question)) : { body: null, failure: null });
        const [first, second] = await Promise.all([ask(scenario), ask(scenario.beside)]);
        if (askedFor(this.scenario) !== askedFor(scenario)) return;
        this.removeAttribute("aria-busy");
        this.answered = true;
        const failure = first.failure ?? second.failure;
        setText(this.status, failure ? `No answer: ${failure}` : "");
        this.toggleAttribute("data-failed", failure !== null);
        this.answer = first.body ? new Answer(first.body, this.model) : null;
        this.besideAnswer = scenario.beside && second.body ? new Answer(second.body, this.model) : null;
        this.#showAnswer(scenario);
    }

    #showAnswer(scenario) {
        const events = [this.answer, this.besideAnswer].flatMap((answer) => answer?.events() ?? []);
        const days = events.map(({ day }) => day);
        this.scale = new TimeScale(days, days.length ? 1 : EMPTY_AXIS_DAYS);
        const own = this.answer?.events() ?? [];
        const today = new Date(this.state.clock.nowMs()).toISOString().slice(0, 10);
        this.axis.show({ scale: this.scale, events: own, on: scenario.on || this.model.date || today,
            start: this.answer?.law.some(({ noticeDays }) => noticeDays > 0) ? "the day of the notice" : undefined,
            critical: (id) => this.model.isCritical(id) });
        this.station.showAnswer(this.answer, scenario);
        const sides = [{ letter: "A", answer: this.answer }];
        if (scenario.beside) sides.push({ letter: "B", answer: this.besideAnswer });
        this.rows.show({ model: this.model, scale: this.scale, sides });
        const text = summaryInWords(scenario, this.answer, this.model);
        setText(this.summary, text);
        this.summary.toggleAttribute("data-weak", this.answer?.restsOnWeak === true);
        this.dataset.lost = String(this.answer?.lossOrder.length ?? 0);
    }

    #showFrame() {
        const { view, tab, beside } = this.scenario;
        this.dataset.view = view;
        for (const button of this.views.children) {
            setAttribute(button, "aria-pressed", String(button.dataset.viewChoice === view));
        }
        for (const button of this.tabs.children) {
            const isChosen = button.dataset.tab === tab;
            setAttribute(button, "aria-selected", String(isChosen));
            button.tabIndex = isChosen ? 0 : -1;
        }
        setAttribute(this.panel, "aria-labelledby", `what-if-tab-${tab}`);
        this.print.hidden = view !== "report";
        this.save.hidden = view !== "report";
        this.compare.hidden = beside !== null;
        this.beside.replaceChildren(...(beside ? [besideLine(beside, this.model, {
            onSwap: () => this.#change({ ...beside, beside: this.#question(), day: 0 }),
            onRemove: () => this.#change({ beside: null }) })] : []));
    }

    #question() {
        const { without, with: taken, on, kind } = this.scenario;
        return { without, with: taken, on, kind };
    }

    /** Keep today's question as B; A is then changed. */
    #compare() {
        this.#change({ beside: this.#question(), view: "rows" });
        setText(this.status, "The question is kept as B. Change A above, and the lines show both.");
    }

    #goTo(day, isQuiet = false) {
        const before = this.scenario.day;
        this.scenario.day = Math.max(0, day);
        const words = this.#nextInWords(day);
        this.axis.setDay(day, words);
        const at = (one) => this.scale.position(one);
        this.station.showDay(day, this.scenario.loss, (lost) => at(day) - at(lost) < FRESH_PART);
        this.style.setProperty("--cursor", this.scale ? this.scale.position(day).toFixed(4) : "0");
        if (isQuiet) return;
        this.#announce(before, day, words);
        clearTimeout(this.addressTimer);
        this.addressTimer = setTimeout(() => {
            history.replaceState(null, "", writeAddress(this.scenario));
            this.#keepAddress();
        }, ADDRESS_PAUSE_MS);
    }

    #nextInWords(day) {
        if (!this.answer) return "";
        const next = this.answer.nextLoss(day);
        if (!next) return this.answer.lossOrder.length ? "no further loss" : "nothing is lost";
        const names = next.ids.slice(0, NEXT_TOLD).map((id) => this.model.title(id)).join(", ");
        const more = next.ids.length > NEXT_TOLD ? ` and ${next.ids.length - NEXT_TOLD} more` : "";
        return `next: ${names}${more} in ${spanText(next.day - day)}`;
    }

    /** Tell who listens what went as time moved on, and what goes next. */
    #announce(before, day, next) {
        const gone = (this.answer?.lossOrder ?? []).filter((loss) => loss.day > before && loss.day <= day);
        if (gone.length === 0) return;
        setText(this.spoken, `Lost: ${gone.map(({ id }) => this.model.title(id)).join(", ")}. ${next}`);
    }

    #pick(id) {
        this.#change({ loss: id, tab: "causes" });
    }

    #keepAddress() {
        this.written = writeAddress(this.scenario);
        if (this.isShown) document.querySelector("[data-page=what-if]")?.setAttribute("href", this.written);
    }

    async #showPanel() {
        const { scenario, answer, model } = this;
        const query = questionQuery({ ...scenario, with: [] });
        const hasQuestion = scenario.without.length > 0;
        const run = (without, more = {}) => this.#change({ without, with: [], day: 0, loss: "", ...more });
        const fill = {
            causes: [null, () => causesPanel(scenario.loss, answer, model, { onPick: (id) => this.#pick(id) })],
            restore: [hasQuestion && ["plans", query], (asked) => restorePanel({ answer, model, scenario, asked,
                onTake: (taken) => this.#ask({ with: taken }) })],
            uncertainty: [hasQuestion && ["bands", questionQuery(scenario)], (asked) => uncertaintyPanel({ asked, model,
                onPick: (id) => this.#pick(id) })],
            sets: [["sets", this.wantedSets], (asked) => setsPanel({ asked, wanted: this.wantedSets, model,
                onRun: (ids) => run(ids, { kind: "taken-away" }), onWant: (wanted) => {
                    this.wantedSets = wanted;
                    this.#showPanel();
                } })],
            transport: [["transport", scenario.on ? { on: scenario.on } : {}],
                (asked) => transportPanel({ asked, model })],
            history: [["history", {}], (asked) => historyPanel({ asked, model, onRun: (ids, one) => run(ids,
                { on: one.date?.slice(0, 10) ?? "", kind: one.kind ?? "taken-away" }) })],
        }[scenario.tab];
        await this.#fill(...fill, hasQuestion);
    }

    async #fill(asks, build, hasQuestion) {
        const ticket = Symbol("panel");
        this.ticket = ticket;
        if (asks === false) {
            const words = hasQuestion ? "" : "Choose what leaves.";
            return this.panel.replaceChildren(element("p", { class: "hint" }, words));
        }
        const focused = this.panel.contains(document.activeElement) ? document.activeElement.id : null;
        if (asks === null) this.panel.replaceChildren(...build());
        else {
            const wait = setTimeout(() => this.ticket === ticket && this.panel.replaceChildren(...build(null)), 120);
            const asked = await this.store.ask(`/api/what-if/${asks[0]}`, asks[1]);
            clearTimeout(wait);
            if (this.ticket !== ticket) return;
            this.panel.replaceChildren(...build(asked));
        }
        if (focused) document.getElementById(focused)?.focus();
    }

    /** The report, at once with what is known, and whole as soon as the rest has come. */
    async #showReport() {
        const { scenario } = this;
        this.report.hidden = scenario.view !== "report";
        this.report.removeAttribute("data-ready");
        if (this.report.hidden) return this.report.replaceChildren();
        this.#buildReport([null, null, null]);
        if (scenario.without.length) {
            const query = questionQuery({ ...scenario, with: [] });
            const rest = await Promise.all([this.store.ask("/api/what-if/plans", query),
                this.store.ask("/api/what-if/bands", questionQuery(scenario)),
                this.store.ask("/api/what-if/sets", this.wantedSets)]);
            if (this.scenario !== scenario) return;
            this.#buildReport(rest);
        }
        this.report.setAttribute("data-ready", "");
    }

    #buildReport([plans, bands, sets]) {
        const { scenario, answer, model } = this;
        const madeAt = `${new Date(this.state.clock.nowMs()).toISOString().slice(0, 16).replace("T", " ")} UTC`;
        this.report.replaceChildren(reportDocument({ scenario, model, answer, beside: this.besideAnswer, plans, bands,
            sets, address: new URL(writeAddress(scenario), location.href).href, madeAt, today: madeAt.slice(0, 10),
            programme: this.state.me?.programme?.name ?? model.programme, summary: this.summary.textContent }));
    }

    #save() {
        const report = this.report.querySelector(".report");
        if (report) saveReport(report, questionInWords(this.scenario, (id) => this.model.title(id)));
    }

    async #copy() {
        const address = new URL(writeAddress(this.scenario), location.href).href;
        const isCopied = await navigator.clipboard?.writeText(address).then(() => true, () => false) ?? false;
        setText(this.status, isCopied ? "The link is copied." : `The link: ${address}`);
        if (isCopied) setTimeout(() => setText(this.status, ""), 4000);
    }
}
