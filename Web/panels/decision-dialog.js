/** "Why?": the gate's whole decision, asked for afresh. */
import { ask, get } from "../core/api.js";
import { element } from "../core/dom.js";

const OUTCOME = { permit: "permitted", deny: "withheld" };

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class DecisionDialog extends HTMLElement {
    connect(state) {
        this.state = state;
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
        const title = element("h2", { id: "decision-title" }, label);
        const question = element("p", { class: "question" },
            `May ${this.state.me.partner.agency} ${action} `, element("code", {}, resource), "?");
        this.body.replaceChildren(title, question, element("p", {}, "Asking the gate…"));
        if (!this.dialog.open) this.dialog.showModal();
        try {
            const [decision, texts] = await Promise.all([ask(action, resource), this.#clauseTexts()]);
            this.body.replaceChildren(title, question, ...this.#answer(decision, texts));
        } catch (error) {
            const failure = element("p", { class: "failure" }, `No answer: ${error.message}`);
            this.body.replaceChildren(title, question, failure);
        }
    }

    /** Texts of the clauses in force, by document and clause; without them the decision is still shown. */
    async #clauseTexts() {
        const { documents } = await get("/api/agreements").catch(() => ({ documents: [] }));
        return new Map(documents.flatMap((document) =>
            document.clauses.map((clause) => [`${document.id}\n${clause.id}`, clause.text])));
    }

    #answer(decision, texts) {
        const verdict = element("p", { class: "verdict", "data-outcome": decision.outcome },
            element("b", {}, OUTCOME[decision.outcome] ?? decision.outcome), " ", decision.why);
        if (!decision.clauses?.length) {
            const denied = decision.outcome !== "permit";
            const rule = denied ? "Nothing is open to another partner unless a clause opens it." : "";
            return [verdict, element("p", { class: "rule" }, rule)];
        }
        return [verdict, ...decision.clauses.map((clause) => this.#clause(clause, texts))];
    }

    #clause(clause, texts) {
        const text = texts.get(`${clause.document}\n${clause.clause}`);
        const link = element("a", { href: `#agreements/${encodeURIComponent(clause.document)}` },
            `${clause.document} · clause ${clause.clause}`);
        link.addEventListener("click", () => this.dialog.close());
        return element("article", { class: "clause" }, element("h3", {}, link), element("p", {}, clause.title),
            text ? element("blockquote", {}, text) : null, clause.source ? element("code", {}, clause.source) : null);
    }
}
