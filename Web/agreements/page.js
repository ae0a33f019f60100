/** The agreements: every document by rank over time, one of them to read, and what can be asked of them. */
import { get } from "../core/api.js";
import { dateField, isDay } from "../core/date-field.js";
import { element, partnerMark, setAttribute, setText } from "../core/dom.js";
import { AskForm } from "./ask-form.js";
import { DocumentList } from "./document-list.js";
import { clauseFits, documentView } from "./document-view.js";
import { DraftTool } from "./draft.js";
import { Records } from "./records.js";
import { tabs } from "./tabs.js";
import { domain, TimeAxis, ZOOMS } from "./time-axis.js";
import { EFFECTS, failureInWords, grade, instantInWords, instantMs, instantsOfChange, isoInstant, TIERS }
    from "./words.js";

const SCRUB_PAUSE_MS = 120;

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class AgreementsPage extends HTMLElement {
    connect(state) {
        this.state = state;
        [this.documents, this.instants, this.today] = [[], [], new Map()];
        [this.atMs, this.shownMs, this.zoom, this.picked, this.asking] = [null, null, "30", null, 0];
        this.filter = { words: [], party: null, tier: "", effect: "" };
        this.count = element("span", { class: "note", role: "status", "data-testid": "agreements-count" });
        this.status = element("p", { class: "page-status", role: "status" }, "Loading…");
        this.list = new DocumentList({ partners: [...state.partners.keys()], onPick: (id) => this.#pick(id, true) });
        this.axis = new TimeAxis((ms) => this.#look(ms));
        this.reading = element("div", { class: "reading" });
        [this.ask, this.draft, this.records] = [new AskForm(state), new DraftTool(state), new Records(state)];
        this.tabs = tabs("Agreement tools", [
            { id: "document", title: "Document", panel: this.reading },
            { id: "ask", title: "May we…?", panel: this.ask.node },
            { id: "draft", title: "Try a draft", panel: this.draft.node },
            { id: "records", title: "What crossed", panel: this.records.node, onShow: () => this.records.show() }]);
        this.append(element("header", {}, element("h2", {}, "Agreements", this.count), this.#dateControls()),
            this.#filters(), element("div", { class: "ledger-of-law" }, this.#head(), this.status, this.list.node),
            element("section", { class: "desk", "aria-label": "One agreement, questions and drafts" },
                this.#backToList(), this.tabs.bar, this.reading, this.ask.node, this.draft.node, this.records.node));
        this.tabs.select("document");
        new ResizeObserver(() => this.axis.ticksThatFit() !== this.ticks && this.documents.length && this.#draw())
            .observe(this.axis.node);
    }

    /** Where list and document do not stand side by side. */
    #backToList() {
        const back = element("button", { type: "button", class: "to-list" }, "‹ all agreements");
        back.addEventListener("click", () => this.list.goTo(this.picked));
        return back;
    }

    #dateControls() {
        this.date = dateField({ id: "agreements-date", "data-testid": "agreements-date" },
            (day) => this.#look(instantMs(day)));
        const step = (text, label, go) => {
            const button = element("button", { type: "button", "aria-label": label, title: label }, text);
            button.addEventListener("click", go);
            return button;
        };
        this.before = step("‹ change", "To the change before", () => this.#step(-1));
        this.after = step("change ›", "To the next change", () => this.#step(1));
        this.now = step("today", "Back to today", () => this.#look(null));
        return element("div", { class: "date-controls", role: "group", "aria-label": "Date" },
            element("label", { for: "agreements-date" }, "in force on"), this.date, this.before, this.after, this.now);
    }

    #filters() {
        const find = element("input", { type: "search", id: "agreements-filter", placeholder: "words or clause",
            "aria-label": "Words in the agreements" });
        find.addEventListener("input", () => {
            this.filter.words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
            this.#applyFilter();
        });
        const choice = (id, label, first, options) => {
            const select = element("select", { id: `agreements-${id}`, "aria-label": label },
                element("option", { value: "" }, first),
                ...options.map(([value, text]) => element("option", { value }, text)));
            select.addEventListener("change", () => {
                this.filter[id] = select.value;
                this.#applyFilter();
            });
            return select;
        };
        return element("div", { class: "filters", role: "search", "aria-label": "Agreements" }, find,
            this.#partyButtons(), choice("tier", "Rank", "every rank", [...TIERS]),
            choice("effect", "Effect", "every effect", [...EFFECTS.keys()].map((effect) => [effect, effect])));
    }

    #partyButtons() {
        const buttons = [...this.state.partners.values()].map(({ id, agency }) => {
            const button = element("button", { type: "button", "aria-pressed": "false", "data-partner": id,
                title: `only with ${agency}` }, partnerMark(id));
            button.addEventListener("click", () => {
                this.filter.party = this.filter.party === id ? null : id;
                for (const one of buttons) {
                    setAttribute(one, "aria-pressed", String(one.dataset.partner === this.filter.party));
                }
                this.#applyFilter();
            });
            return button;
        });
        return element("div", { class: "partner-filter", role: "group", "aria-label": "Party" }, ...buttons);
    }

    #head() {
        const zooms = ZOOMS.map(([id, text]) => {
            const button = element("button", { type: "button", "aria-pressed": String(id === this.zoom) }, text);
            button.addEventListener("click", () => {
                this.zoom = id;
                zooms.forEach((one) => setAttribute(one, "aria-pressed", String(one === button)));
                this.#draw();
            });
            return button;
        });
        this.shown = element("span", { class: "note", role: "status", "data-testid": "agreements-shown" });
        return element("div", { class: "list-head" }, element("div", { class: "zooms", role: "group",
            "aria-label": "Time shown" }, ...zooms), this.shown, this.axis.node);
    }

    /** Load afresh and, when the address names a document or a date, go to it. @param {string} [detail] `ID@DATE` */
    async show(detail = "") {
        const [encodedId, date] = detail.split("@");
        const at = instantMs(date);
        if (Number.isFinite(at) && isDay(isoInstant(at).slice(0, 10))) this.atMs = at;
        this.wanted = encodedId;
        await this.#load();
    }

    /** Go to the document of the address once it has come; without one, to the first. */
    #pickWanted() {
        const named = this.documents.find(({ id }) => encodeURIComponent(id) === this.wanted);
        if (named) this.#pick(named.id, true);
        else if (!this.picked && this.documents.length) this.#pick(this.#first().id, false);
    }

    #first() {
        return [...TIERS.keys()].map((tier) => this.documents.find((one) => one.tier === tier)).find(Boolean)
            ?? this.documents[0];
    }

    async #load() {
        clearTimeout(this.timer);
        const asking = ++this.asking;
        const { atMs } = this;
        try {
            const [documents, today] = await this.#ask(atMs);
            if (asking !== this.asking) return;
            [this.documents, this.today, this.shownMs] = [documents, today, atMs];
            this.instants = instantsOfChange(documents);
            this.#draw();
            this.#pickWanted();
        } catch (error) {
            if (asking !== this.asking) return;
            setText(this.status, failureInWords(error, "the agreements"));
            this.status.hidden = false;
        }
    }

    /** The documents on a date, and the stages of today to tell what differs; for other dates those are asked once. */
    async #ask(atMs) {
        const documentsOf = async (query) => (await get("/api/agreements", query)).documents ?? [];
        const stages = (documents) => new Map(documents.map(({ id, status }) => [id, status]));
        if (atMs === null) {
            const documents = await documentsOf({});
            return [documents, stages(documents)];
        }
        return Promise.all([documentsOf({ at: isoInstant(atMs) }),
            this.today.size ? this.today : documentsOf({}).then(stages)]);
    }

    #draw() {
        const nowMs = this.state.clock.nowMs();
        this.ticks = this.axis.ticksThatFit();
        const time = domain(this.zoom, nowMs, this.instants, this.atMs ?? nowMs);
        const view = { time, nowMs, today: this.today, ticks: this.ticks };
        this.axis.draw(view, this.instants);
        this.list.build(this.documents, view);
        this.list.pick(this.picked);
        const words = this.documents.length ? "" : "This programme has no agreements: nothing is shared.";
        setText(this.status, words);
        this.status.hidden = words === "";
        this.#tellDate();
        this.#tellCount();
        this.#applyFilter();
    }

    #tellCount() {
        const inForce = this.documents.filter(({ status }) => grade(status) === "in-force").length;
        if (this.documents.length === 0) return setText(this.count, "");
        const differ = this.documents.filter(({ id, status }) => (this.today.get(id) ?? status) !== status).length;
        const when = this.shownMs === null ? "today"
            : `on ${instantInWords(this.shownMs)}, ${differ || "none"} unlike today`;
        setText(this.count, `${inForce} of ${this.documents.length} in force ${when}`);
    }

    /** Look at another date, or at the present with `null`; an answer under way is of the date before. */
    #look(ms) {
        this.asking += 1;
        this.atMs = ms;
        this.#tellDate();
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.#load(), SCRUB_PAUSE_MS);
    }

    #tellDate() {
        const ms = this.atMs ?? this.state.clock.nowMs();
        this.date.value = new Date(ms).toISOString().slice(0, 10);
        setAttribute(this.date, "aria-invalid", "false");
        this.axis.moveTo(ms);
        this.list.moveTo(ms);
        this.draft.follow(ms);
        this.ask.tellDate(this.atMs);
        this.toggleAttribute("data-elsewhen", this.atMs !== null);
        this.now.disabled = this.atMs === null;
        this.before.disabled = !this.instants.some((one) => one.ms < ms);
        this.after.disabled = !this.instants.some((one) => one.ms > ms);
        this.#tellAddress();
    }

    #step(direction) {
        const ms = this.atMs ?? this.state.clock.nowMs();
        const next = direction > 0 ? this.instants.find((one) => one.ms > ms)
            : this.instants.findLast((one) => one.ms < ms);
        if (!next) return;
        this.#look(next.ms);
        if (!next.changes.some(({ id }) => id === this.picked)) this.#pick(next.changes[0].id, false);
    }

    /** What is looked at stands in the address, so that it can be passed on. */
    #tellAddress() {
        if (document.body.dataset.view !== "agreements") return;
        const at = this.atMs === null ? "" : `@${isoInstant(this.atMs).replace("T00:00:00Z", "")}`;
        const id = this.picked ? encodeURIComponent(this.picked) : "";
        history.replaceState(null, "", id || at ? `#agreements/${id}${at}` : "#agreements");
    }

    #applyFilter() {
        const { words, party, tier, effect } = this.filter;
        const fits = (one) => {
            if (party && !(one.parties ?? []).includes(party)) return false;
            if (tier && one.tier !== tier) return false;
            const title = `${one.id} ${one.title} ${one.source ?? ""} ${one.status}`.toLowerCase();
            const inTitle = words.every((word) => title.includes(word));
            const inClause = (one.clauses ?? []).some((clause) => clauseFits(clause, { words, effect }));
            return inClause || (inTitle && (!effect || one.clauses?.some((clause) => clause.effect === effect)));
        };
        const ids = new Set(this.documents.filter(fits).map(({ id }) => id));
        this.list.filter(ids);
        const isNarrowed = words.length || party || tier || effect;
        const shown = ids.size ? `${ids.size} of ${this.documents.length} shown` : "nothing fits";
        setText(this.shown, isNarrowed ? shown : "");
        this.#read();
    }

    #pick(id, isChosen) {
        [this.picked, this.wanted] = [id, null];
        this.list.pick(id);
        this.#tellAddress();
        this.#read();
        if (!isChosen) return;
        this.tabs.select("document");
        this.reading.scrollTop = 0;
        const isBelow = this.reading.getBoundingClientRect().top > window.innerHeight - 120;
        if (isBelow) this.reading.parentNode.scrollIntoView({ block: "start" });
        else this.list.reveal(id);
    }

    #read() {
        const one = this.documents.find(({ id }) => id === this.picked);
        const content = JSON.stringify([one, this.filter.words, this.filter.effect, this.documents.length]);
        if (content === this.content) return;
        this.content = content;
        this.reading.replaceChildren(one ? documentView(one, this.filter)
            : element("p", { class: "note" }, this.documents.length ? "Choose an agreement in the list." : ""));
    }
}
