/** Every document by rank: its parties, its time as bars, where it stands. */
import { element, setAttribute, svg } from "../core/dom.js";
import { placePercent, spanBars, yearTicks } from "./time-axis.js";
import { grade, spansOf, stageMark, TIERS } from "./words.js";

/** The list; `onPick(id)` is called when one is chosen. */
export class DocumentList {
    /** @param {{partners: string[], onPick: (id: string) => void}} options partners in the programme's order */
    constructor({ partners, onPick }) {
        this.partners = partners;
        this.onPick = onPick;
        this.node = element("div", { class: "documents", "data-testid": "documents" });
        this.node.addEventListener("keydown", (event) => this.#key(event));
        this.rows = new Map();
    }

    /**
     * Draw all rows anew.
     * @param {Object[]} documents
     * @param {{time: Object, nowMs: number, ticks: number, today: Map<string, string>}} view `ticks` is how many years
     *     fit, `today` has the stages of the present
     */
    build(documents, view) {
        this.view = view;
        const focused = this.node.contains(document.activeElement) ? document.activeElement.dataset.document : null;
        this.rows = new Map(documents.map((one) => [one.id, this.#row(one)]));
        const named = documents.map(({ tier }) => tier ?? "");
        const tiers = new Set([...TIERS.keys(), ...named]);
        this.groups = [...tiers].map((tier) => this.#group(tier, documents)).filter(Boolean);
        this.node.replaceChildren(...this.groups.map(({ node }) => node));
        if (focused) this.rows.get(focused)?.node.focus({ preventScroll: true });
    }

    #group(tier, documents) {
        const rows = documents.filter((one) => (one.tier ?? "") === tier).map(({ id }) => this.rows.get(id));
        if (rows.length === 0) return null;
        const count = element("span", { class: "note" });
        const title = TIERS.get(tier) ?? (tier || "Without a rank");
        const node = element("section", { class: "tier", "data-tier": tier },
            element("h3", {}, title, " ", count),
            element("ul", {}, ...rows.map((row) => element("li", {}, row.node))));
        return { node, rows, count };
    }

    #row(one) {
        const line = svg("line", { class: "at", y1: 0, y2: 30 });
        const { time, today } = this.view;
        const before = today.get(one.id);
        const differs = before !== undefined && before !== one.status;
        const node = element("button", { type: "button", class: "agreement-row", "data-document": one.id,
            "data-grade": grade(one.status), "data-differs": differs, "data-testid": `document-${one.id}` },
        element("span", { class: "title", title: one.title }, one.title), this.#parties(one.parties ?? []),
        spanBars(spansOf(one).map((span) => ({ ...span, kind: grade(span.status) })), time, [...this.#grid(), line]),
        element("span", { class: "standing" }, stageMark(one.status),
            differs ? element("small", {}, `today ${before}`) : null));
        node.addEventListener("click", () => this.onPick(one.id));
        return { node, line, id: one.id };
    }

    #grid() {
        const { time, nowMs, ticks } = this.view;
        const rule = (ms, kind) => {
            const x = `${placePercent(time, ms)}%`;
            return svg("line", { class: kind, x1: x, x2: x, y1: 0, y2: 30 });
        };
        return [...yearTicks(time, ticks).map(({ ms }) => rule(ms, "grid")), rule(nowMs, "now")];
    }

    #parties(parties) {
        const others = parties.filter((party) => !this.partners.includes(party));
        const slots = [...this.partners, ...others].map((id) => (parties.includes(id)
            ? element("i", { "data-partner": id }, id) : element("i", { class: "none", "aria-hidden": "true" }, "·")));
        const node = element("span", { class: "parties", title: `parties: ${parties.join(", ") || "none named"}` },
            ...slots);
        node.style.setProperty("--party-characters", String(Math.max(2, ...this.partners.map((id) => id.length))));
        return node;
    }

    /** Move the line of the date over all rows. @param {number} ms */
    moveTo(ms) {
        const isShown = ms >= this.view?.time.fromMs && ms <= this.view?.time.toMs;
        const x = isShown ? `${placePercent(this.view.time, ms)}%` : null;
        for (const { line } of this.rows.values()) {
            setAttribute(line, "x1", x);
            setAttribute(line, "x2", x);
            line.classList.toggle("outside", !isShown);
        }
    }

    /** Show only these. @param {Set<string>} ids */
    filter(ids) {
        for (const { node, rows, count } of this.groups ?? []) {
            const shown = rows.filter(({ id }) => ids.has(id));
            for (const row of rows) row.node.parentNode.hidden = !ids.has(row.id);
            node.hidden = shown.length === 0;
            const isWhole = shown.length === rows.length;
            count.textContent = isWhole ? String(rows.length) : `${shown.length} of ${rows.length}`;
        }
    }

    /** Mark the chosen one. @param {string|null} picked */
    pick(picked) {
        for (const { node, id } of this.rows.values()) {
            setAttribute(node, "aria-current", id === picked ? "true" : null);
        }
    }

    /** Bring the row of a document into view. @param {string|null} id */
    goTo(id) {
        const node = this.rows.get(id)?.node ?? this.node;
        node.scrollIntoView({ block: "center" });
        node.focus({ preventScroll: true });
    }

    /** Scroll no farther than is needed to see a row. @param {string} id */
    reveal(id) {
        this.rows.get(id)?.node.scrollIntoView({ block: "nearest" });
    }

    #key(event) {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (!step) return;
        const shown = [...this.node.querySelectorAll("section:not([hidden]) li:not([hidden]) .agreement-row")];
        const next = shown[shown.indexOf(document.activeElement) + step];
        if (!next) return;
        event.preventDefault();
        next.focus();
        this.onPick(next.dataset.document);
    }
}
