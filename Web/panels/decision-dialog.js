/** "Why?": the gate's whole decision, asked for afresh. */
import { ask, get } from "../core/api.js";
import { element } from "../core/dom.js";
import { calendarDate } from "../core/format.js";
import { coded } from "../agreements/words.js";

const READING = ["read", "list", "export"];

function verdictWord({ outcome }, action) {
    if (outcome === "permit") return "permitted";
    if (outcome === "needs") return "not yet: something is missing";
    if (outcome === "advise") return "advised only: no clause gives a right";
    return READING.includes(action) ? "withheld" : "not permitted";
}

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class DecisionDialog extends HTMLElement {
    connect(state) {
        this.state = state;
        this.asking = 0;
        this.body = element("div", { class: "decision" });
        const close = element("button", { type: "button", class: "close" }, "Close");
        this.dialog = element("dialog", { "aria-labelledby": "decision-title", "data-testid": "decision" },
            this.body, close);
        close.addEventListener("click", () => this.dialog.close());
        this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
        this.append(this.dialog);
        state.on("why", (question) => this.#show(question));
    }

    async #show({ action, resource, label }) {
        const asking = ++this.asking;
        const title = element("h2", { id: "decision-title" }, label);
        const question = element("p", { class: "question" },
            `May ${this.state.me.partner.agency} ${action} `, element("code", {}, resource), "?");
        this.body.replaceChildren(title, question, element("p", {}, "Asking the gate…"));
        if (!this.dialog.open) this.dialog.showModal();
        try {
            const [decision, texts] = await Promise.all([ask(action, resource), this.#clauseTexts()]);
            this.state.emit("decided", { action, resource, label, decision });
            if (asking !== this.asking) return;
            this.body.replaceChildren(title, question, ...this.#answer(decision, texts, action));
        } catch (error) {
            if (asking !== this.asking) return;
            const failure = element("p", { class: "failure" }, `No answer: ${error.message}`);
            this.body.replaceChildren(title, question, failure);
        }
    }

    /** Texts of the clauses in force, by document and clause; without them the decision is still shown. */
    async #clauseTexts() {
        const { documents } = await get("/api/agreements").catch(() => ({ documents: [] }));
        return new Map((documents ?? []).flatMap((document) =>
            (document.clauses ?? []).map((clause) => [`${document.id}\n${clause.id}`, clause])));
    }

    #answer(decision, texts, action) {
        const parts = [element("p", { class: "verdict", "data-outcome": decision.outcome },
            element("b", {}, verdictWord(decision, action)), " ", ...coded(decision.why))];
        if (decision.missing?.length) parts.push(this.#missing(decision.missing));
        const clauses = decision.clauses ?? [];
        const isBare = clauses.length === 0 && decision.outcome !== "permit";
        if (isBare) {
            const rule = "Nothing is open to another partner unless a clause opens it.";
            parts.push(element("p", { class: "rule" }, rule));
        }
        parts.push(...clauses.map((clause) => this.#clause(clause, texts)));
        if (decision.nearest) parts.push(this.#nearest(decision.nearest, texts));
        for (const [name, list] of [["It is also a duty by", decision.duties], ["Advice", decision.advice]]) {
            if (list?.length) {
                parts.push(element("h3", { class: "part" }, name), ...list.map((one) => this.#clause(one, texts)));
            }
        }
        const until = calendarDate(decision.validUntil);
        if (until) parts.push(element("p", { class: "rule" }, `The answer may change on ${until}.`));
        return parts;
    }

    #missing(missing) {
        return element("div", { class: "missing", "data-testid": "decision-missing" },
            element("h3", {}, "What is missing"), element("ul", {}, ...missing.map(({ words, clause }) =>
                element("li", {}, ...coded(words),
                    element("small", {}, ` · ${clause.document} · ${clause.clause}`)))));
    }

    #nearest({ clause, failed }, texts) {
        return element("div", { class: "nearest", "data-testid": "decision-nearest" },
            element("h3", { class: "part" }, "The clause that comes nearest"), this.#clause(clause, texts),
            failed.length ? element("p", { class: "rule" }, "It asks for what is not so here:") : null,
            failed.length ? element("ul", {}, ...failed.map((text) => element("li", {}, ...coded(text)))) : null);
    }

    #clause(clause, texts) {
        const known = texts.get(`${clause.document}\n${clause.clause}`);
        const link = element("a", { href: `#agreements/${encodeURIComponent(clause.document)}` },
            `${clause.document} · clause ${clause.clause}`);
        link.addEventListener("click", () => this.dialog.close());
        return element("article", { class: "clause" }, element("h3", {}, link),
            element("p", {}, clause.title ?? known?.title ?? ""),
            known?.text ? element("blockquote", {}, known.text) : null,
            clause.source ? element("code", {}, clause.source) : null);
    }
}
