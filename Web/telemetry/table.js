/**
 * Every parameter by element, live. Hundreds of rows at a hertz and more: one pass a frame, changed text nodes only.
 */
import { element, partnerMark, setText } from "../core/dom.js";
import { ElementGroup } from "./group.js";
import { ParameterRow } from "./row.js";

const COLUMNS = [["element", "Element"], ["label", "Item"], ["symbol", "Symbol"], ["value", "Value"], ["unit", "Unit"],
    ["limit", "Limit"], ["age", "Age"], ["clause", "By right of"]];

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class TelemetryTable extends HTMLElement {
    connect(state) {
        this.state = state;
        this.rows = new Map();
        this.groups = [];
        this.wantedPartners = new Set();
        this.#buildFrame();
        state.on("parameters", () => this.#build());
        state.on("samples", (names) => this.#update(names));
        state.on("second", () => this.#updateAges());
        state.on("plot", (name) => this.#markPlotted(name));
    }

    #buildFrame() {
        this.filterBox = element("input", { type: "search", id: "telemetry-filter", autocomplete: "off",
            placeholder: "item, symbol or element", "aria-label": "Filter telemetry", spellcheck: "false" });
        this.shownCount = element("span", { class: "note", role: "status" });
        this.table = element("table", { role: "grid", "aria-label": "Telemetry by element" },
            element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...COLUMNS.map(([name, text]) =>
                element("th", { scope: "col", role: "columnheader", class: name }, text)))));
        this.foldAll = element("button", { type: "button", class: "fold-all", "aria-pressed": "false" }, "Fold all");
        this.scroller = element("div", { class: "scroller" }, this.table);
        this.append(element("header", {}, element("h2", {}, "Telemetry", this.shownCount), this.filterBox,
            this.#partnerButtons(), this.foldAll), this.scroller);
        this.filterBox.addEventListener("input", () => this.#filter());
        this.foldAll.addEventListener("click", () => this.#toggleAll());
        this.table.addEventListener("click", (event) => this.#clicked(event));
        this.table.addEventListener("keydown", (event) => this.#keyed(event));
        this.table.addEventListener("focusin", (event) => this.#focused(event));
    }

    #partnerButtons() {
        const box = element("div", { class: "partner-filter", role: "group",
            "aria-label": "Show only the elements of" });
        for (const { id, agency } of this.state.partners.values()) {
            const button = element("button", { type: "button", "aria-pressed": "false", title: agency,
                "data-partner": id }, partnerMark(id));
            button.addEventListener("click", () => {
                if (!this.wantedPartners.delete(id)) this.wantedPartners.add(id);
                button.setAttribute("aria-pressed", String(this.wantedPartners.has(id)));
                this.#filter();
            });
            box.append(button);
        }
        return box;
    }

    /** Own elements first, then the others in the programme's order. */
    #build() {
        const me = this.state.me.partner.id;
        const folded = new Set(this.groups.filter((group) => group.collapsed).map((group) => group.id));
        const byElement = new Map();
        this.rows.clear();
        for (const parameter of this.state.parameters.values()) {
            const name = this.#elementName(parameter.element);
            const row = new ParameterRow(parameter, name, me);
            this.rows.set(parameter.name, row);
            if (!byElement.has(parameter.element)) byElement.set(parameter.element, []);
            byElement.get(parameter.element).push(row);
        }
        const order = new Map([...this.state.elements.keys()].map((id, place) => [id, place]));
        const place = (group) => order.get(group.id) ?? order.size;
        this.groups = [...byElement].map(([id, rows]) => this.#group(id, rows))
            .sort((a, b) => (b.partner === me) - (a.partner === me) || place(a) - place(b));
        for (const group of this.groups) if (folded.has(group.id)) group.setCollapsed(true);
        for (const body of [...this.table.tBodies]) body.remove();
        this.table.append(...this.groups.map((group) => group.node));
        this.#filter();
        this.#update(this.state.samples.keys());
        this.#updateAges();
    }

    /** Some items belong to no element, such as those of the packet headers. */
    #elementName(id) {
        return this.state.elements.get(id)?.name ?? id ?? "Whole station";
    }

    #group(id, rows) {
        const { partner } = rows[0].parameter;
        const agency = this.state.partners.get(partner)?.agency ?? "";
        const group = new ElementGroup(this.#elementName(id), partner, agency, rows);
        group.id = id;
        return group;
    }

    #update(names) {
        const nowMs = performance.now();
        for (const name of names) {
            const row = this.rows.get(name);
            const sample = this.state.samples.get(name);
            if (row && sample) row.update(sample, nowMs);
        }
    }

    #updateAges() {
        const nowMs = performance.now();
        for (const [name, row] of this.rows) row.updateAge(this.state.samples.get(name), nowMs);
        for (const group of this.groups) group.summarise();
    }

    #filter() {
        const words = this.filterBox.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
        let shown = 0;
        for (const group of this.groups) shown += group.filter(words, this.wantedPartners);
        const total = this.rows.size;
        setText(this.shownCount, shown === total ? `${total} items` : `${shown} of ${total} items`);
        this.#keepOneReachable();
    }

    #toggleAll() {
        const fold = this.foldAll.getAttribute("aria-pressed") !== "true";
        this.foldAll.setAttribute("aria-pressed", String(fold));
        setText(this.foldAll, fold ? "Unfold all" : "Fold all");
        for (const group of this.groups) group.setCollapsed(fold);
        this.#keepOneReachable();
    }

    #reachableRows() {
        return this.groups.filter((group) => !group.collapsed).flatMap((group) => group.visibleRows);
    }

    /** One row at a time is in the tab order; the arrow keys move along the others. */
    #keepOneReachable() {
        const rows = this.#reachableRows();
        if (!rows.includes(this.current) && rows.length > 0) this.#makeCurrent(rows[0]);
    }

    #makeCurrent(row) {
        this.current?.setReachable(false);
        this.current = row;
        row.setReachable(true);
    }

    #focused(event) {
        const row = this.#rowOf(event);
        if (row && row !== this.current) this.#makeCurrent(row);
    }

    #rowOf(event) {
        return this.rows.get(event.target.closest("tr.parameter")?.dataset.name);
    }

    #clicked(event) {
        const row = this.#rowOf(event);
        if (!row) return;
        this.#makeCurrent(row);
        if (event.target.closest("button") || row.withheld) this.#askWhy(row);
        else this.state.emit("plot", row.parameter.name);
    }

    #askWhy({ parameter }) {
        this.state.emit("why", { action: "read", resource: `parameter:${parameter.name}`, label: parameter.label });
    }

    #keyed(event) {
        const row = this.#rowOf(event);
        if (!row || event.target.closest("button") || event.altKey || event.ctrlKey || event.metaKey) return;
        const rows = this.#reachableRows();
        const at = rows.indexOf(row);
        const target = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0,
            End: rows.length - 1 };
        if (event.key in target) {
            rows[Math.min(rows.length - 1, Math.max(0, target[event.key]))]?.node.focus();
        } else if (event.key === "Enter" || event.key === " ") {
            if (row.withheld) this.#askWhy(row);
            else this.state.emit("plot", row.parameter.name);
        } else return;
        event.preventDefault();
    }

    #markPlotted(name) {
        this.plotted?.node.removeAttribute("data-plotted");
        this.plotted = name === null ? null : this.rows.get(name);
        this.plotted?.node.setAttribute("data-plotted", "");
        if (name === null && this.current) this.current.node.focus({ preventScroll: true });
    }
}
