/** The rows of one element of the station, under a heading that folds them away. */
import { element, partnerMark, setText } from "../core/dom.js";

/** A table body with its heading and rows. */
export class ElementGroup {
    /**
     * @param {string} name the element's name
     * @param {string} partner id
     * @param {import("./row.js").ParameterRow[]} rows
     */
    constructor(name, partner, agency, rows) {
        this.partner = partner;
        this.rows = rows;
        this.visibleRows = rows;
        this.collapsed = false;
        this.marker = element("span", { class: "fold", "aria-hidden": "true" }, "▾");
        this.summary = element("span", { class: "summary" });
        this.button = element("button", { type: "button", "aria-expanded": "true" }, this.marker,
            partnerMark(partner, false), element("b", {}, name),
            element("span", { class: "owner" }, partner ? `${partner} · ${agency}` : "no partner"), this.summary);
        this.node = element("tbody", { "data-partner": partner, role: "rowgroup" },
            element("tr", { class: "group", role: "row" },
                element("th", { role: "rowheader", scope: "rowgroup" }, this.button)),
            ...rows.map((row) => row.node));
        this.button.addEventListener("click", () => this.setCollapsed(!this.collapsed));
    }

    setCollapsed(collapsed) {
        this.collapsed = collapsed;
        this.node.classList.toggle("collapsed", collapsed);
        this.button.setAttribute("aria-expanded", String(!collapsed));
        setText(this.marker, collapsed ? "▸" : "▾");
    }

    /** Show the rows that hold every word and whose partner is wanted. @returns {number} how many are shown */
    filter(words, wantedPartners) {
        const wanted = wantedPartners.size === 0 || wantedPartners.has(this.partner);
        const holdsAll = (row) => words.every((word) => row.searchText.includes(word));
        this.visibleRows = wanted ? this.rows.filter(holdsAll) : [];
        const visible = new Set(this.visibleRows);
        for (const row of this.rows) row.node.hidden = !visible.has(row);
        this.node.hidden = visible.size === 0;
        return visible.size;
    }

    /** Counts beside the heading: items, beyond limits, stale, withheld. */
    summarise() {
        const withheld = this.rows.filter((row) => row.withheld).length;
        const beyond = this.rows.filter((row) => row.letter && row.letter !== "N").length;
        const stale = this.rows.filter((row) => row.stale === true).length;
        const parts = [`${this.rows.length} item${this.rows.length === 1 ? "" : "s"}`];
        if (beyond) parts.push(`${beyond} off limits`);
        if (stale) parts.push(`${stale} stale`);
        if (withheld) parts.push(`${withheld} withheld`);
        setText(this.summary, parts.join(" · "));
        this.node.toggleAttribute("data-beyond", beyond > 0);
    }
}
