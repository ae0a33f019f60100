/** What crossed between partners: decisions kept by the node that concern us. */
import { get } from "../core/api.js";
import { element, partnerMark } from "../core/dom.js";
import { dayOfYearUTC } from "../core/format.js";
import { clauseLink } from "./links.js";
import { effectChip, failureInWords } from "./words.js";

const RECORDS_ASKED = 60;

/** The list; it loads when it is shown. */
export class Records {
    constructor(state) {
        this.state = state;
        this.status = element("p", { class: "note", role: "status" }, "Loading…");
        this.list = element("ol", { class: "records", "data-testid": "records" });
        this.node = element("div", { class: "tool" }, element("p", { class: "about" },
            "Decisions on what crossed between partners, that we asked for, own or carried. Each is chained to the ",
            "one before it and can be judged again."), this.status, this.list);
    }

    async show() {
        try {
            const { records, head, count, lostCount } = await get("/api/records", { limit: RECORDS_ASKED });
            this.list.replaceChildren(...(records ?? []).map((record) => this.#row(record)));
            const isCut = Number.isFinite(count) && count > records?.length;
            this.status.replaceChildren(!records?.length ? "Nothing that concerns us has crossed yet."
                : isCut ? `${records.length} newest that concern us · ${count} in the whole book`
                    : `${records.length} decisions`,
            ...(lostCount ? [` · ${lostCount} could not be kept`] : []),
                ...(head ? [" · head of the chain ", element("code", { title: head }, head.slice(0, 12))] : []));
        } catch (error) {
            this.list.replaceChildren();
            this.status.replaceChildren(failureInWords(error, "the records of what crossed"));
        }
    }

    #row(record) {
        const { action, resource, clauses = [] } = record;
        const timeMs = Date.parse(record.at);
        const why = element("button", { type: "button", class: "why" }, "why?");
        const label = `${action} ${resource}`;
        why.addEventListener("click", () => this.state.emit("why", { action, resource, label }));
        const needs = record.needs?.length ? ` · missing: ${record.needs.join(", ")}` : "";
        const by = clauses.slice(0, 2).flatMap((clause, at) => [at ? ", " : "by ",
            typeof clause === "string" ? clause : clauseLink(clause)]);
        return element("li", { "data-outcome": record.outcome },
            element("time", { datetime: record.at }, Number.isFinite(timeMs) ? dayOfYearUTC(timeMs) : record.at ?? ""),
            partnerMark(record.partner), effectChip(record.outcome),
            element("span", { class: "what" }, `${action} `, element("code", {}, resource)),
            record.partner === this.state.me.partner.id ? why : element("span"),
            element("small", {}, ...(by.length ? by : ["no clause"]),
                clauses.length > 2 ? ` +${clauses.length - 2}` : "", needs,
                ` · no. ${record.sequence ?? "?"} · `, element("code", { title: record.digest },
                    String(record.digest ?? "").slice(0, 8))));
    }
}
