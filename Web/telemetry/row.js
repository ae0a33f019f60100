/** One parameter's row. Built once; an update touches only the text and attributes that changed. */
import { element, setAttribute } from "../core/dom.js";
import { duration, withoutBrackets } from "../core/format.js";
import { clauseInWords, reasonInWords } from "../panels/rights.js";
import { LIMIT_NAMES, formatValue, limitLetter, limitSide, staleAfterMs, unitText } from "./values.js";

/** A cell with one text node that remembers what it shows. */
function textCell(name) {
    const text = document.createTextNode("");
    const node = element("td", { "data-cell": name, class: name, role: "gridcell" }, text);
    return { node, text, shown: "" };
}

function show(cell, text) {
    if (cell.shown === text) return;
    cell.shown = text;
    cell.text.data = text;
}

/** A table row and what it shows. */
export class ParameterRow {
    /**
     * @param {Object} parameter as /api/parameters gives it
     * @param {string} elementName @param {string} me this console's partner id
     */
    constructor(parameter, elementName, me) {
        this.parameter = parameter;
        this.withheld = parameter.decision?.outcome !== "permit";
        const words = [parameter.label, parameter.name, elementName, parameter.subsystem ?? ""];
        this.searchText = words.join(" ").toLowerCase();
        this.memory = {};
        this.stale = null;
        this.node = element("tr", { class: "parameter", role: "row", tabindex: "-1", "data-name": parameter.name,
            "data-testid": `row-${parameter.name}`, "data-partner": parameter.partner,
            "data-withheld": String(this.withheld) });
        this.node.append(this.#elementCell(elementName),
            element("td", { class: "label", role: "gridcell", title: parameter.label }, parameter.label),
            element("td", { class: "symbol", role: "gridcell" }, parameter.name));
        if (this.withheld) this.#buildWithheld();
        else this.#buildOpen(me);
    }

    #elementCell(elementName) {
        const dot = element("i", { class: "dot", "aria-hidden": "true" });
        const name = withoutBrackets(elementName);
        return element("td", { class: "element", role: "gridcell", title: elementName }, dot, name);
    }

    #buildWithheld() {
        const { label, decision } = this.parameter;
        const clause = clauseInWords(decision);
        this.node.append(
            element("td", { class: "value", "data-cell": "value", role: "gridcell", title: decision?.why ?? "" },
                element("b", {}, "withheld"), " ",
                element("span", { class: "reason" }, reasonInWords(decision))),
            element("td", { class: "clause", "data-cell": "clause", role: "gridcell" },
                clause ? element("span", { class: "forbids" }, `${clause} `) : null,
                element("button", { type: "button", class: "why", tabindex: "-1",
                    "aria-label": `Why is ${label} withheld?` }, "why?")));
    }

    #buildOpen(me) {
        const { parameter } = this;
        this.value = textCell("value");
        this.limit = textCell("limit");
        this.age = textCell("age");
        const ours = parameter.partner === me;
        const words = ours ? "ours" : clauseInWords(parameter.decision) || "permitted";
        const { why } = parameter.decision;
        const clause = element("td", { class: "clause", "data-cell": "clause", role: "gridcell" }, ours ? words
            : element("button", { type: "button", class: "why", tabindex: "-1", title: why }, words));
        this.node.append(this.value.node, element("td", { class: "unit", role: "gridcell" }, unitText(parameter.unit)),
            this.limit.node, this.age.node, clause);
        show(this.value, "—");
        show(this.age, "no data");
        this.node.setAttribute("data-stale", "true");
    }

    /**
     * Show a sample.
     * @param {{value, limit: string, raw, bornMs: number}} sample
     * @param {number} nowMs performance.now()
     */
    update(sample, nowMs) {
        if (this.withheld) return;
        show(this.value, formatValue(sample.value, this.parameter, this.memory));
        if (typeof sample.value === "string") setAttribute(this.value.node, "title", sample.value);
        this.#updateLimit(sample);
        this.updateAge(sample, nowMs);
    }

    #updateLimit(sample) {
        const letter = limitLetter(sample.limit);
        const side = letter === "" || letter === "N" ? null : limitSide(sample.value, this.parameter.limits);
        show(this.limit, letter);
        if (this.letter === letter && this.side === side) return;
        this.letter = letter;
        this.side = side;
        setAttribute(this.node, "data-limit", letter || null);
        setAttribute(this.limit.node, "data-side", side);
        setAttribute(this.limit.node, "title", LIMIT_NAMES[letter] ?? null);
    }

    /** Show how old the value is once it is stale. @param {number} nowMs performance.now() */
    updateAge(sample, nowMs) {
        if (this.withheld || !sample) return;
        const ageMs = nowMs - sample.bornMs;
        const stale = ageMs > staleAfterMs(this.parameter);
        if (stale !== this.stale) {
            this.stale = stale;
            setAttribute(this.node, "data-stale", stale ? "true" : null);
        }
        show(this.age, stale ? `stale ${duration(ageMs)}` : "");
    }

    /** Put this row's button into, or out of, the tab order with the row. */
    setReachable(reachable) {
        this.node.tabIndex = reachable ? 0 : -1;
        const button = this.node.querySelector("button");
        if (button) button.tabIndex = reachable ? 0 : -1;
    }
}
