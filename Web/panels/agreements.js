/** The agreements in force and out of it, clause by clause. */
import { get } from "../core/api.js";
import { element, partnerMark, setText } from "../core/dom.js";
import { calendarDate } from "../core/format.js";

const IN_FORCE = /^in[ -]?force$/i;

function term(document) {
    const from = calendarDate(document.inForceFrom);
    const until = calendarDate(document.inForceUntil);
    return [from && `from ${from}`, until ? `until ${until}` : "no end date"].filter(Boolean).join(" ");
}

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class AgreementsPage extends HTMLElement {
    connect(state) {
        this.state = state;
        this.filter = element("input", { type: "search", id: "agreements-filter",
            placeholder: "words, partner or clause" });
        this.count = element("span", { class: "note" });
        this.list = element("div", { class: "documents" });
        this.append(element("header", {}, element("h2", {}, "Agreements", this.count),
            element("label", { for: "agreements-filter" }, "Find ", this.filter)), this.list);
        this.filter.addEventListener("input", () => this.#applyFilter());
    }

    /** Load afresh and, when a document's id is given, go to it. @param {string} [encodedId] */
    async show(encodedId) {
        try {
            const { documents } = await get("/api/agreements");
            this.#build(documents);
            if (encodedId) this.#goTo(encodedId);
        } catch (error) {
            const failure = `The agreements could not be loaded: ${error.message}`;
            this.list.replaceChildren(element("p", { class: "failure" }, failure));
        }
    }

    #build(documents) {
        const sorted = [...documents].sort((a, b) => IN_FORCE.test(b.status) - IN_FORCE.test(a.status));
        const inForce = documents.filter((document) => IN_FORCE.test(document.status)).length;
        setText(this.count, `${inForce} of ${documents.length} in force`);
        this.articles = sorted.map((document) => this.#article(document));
        this.list.replaceChildren(...this.articles);
        this.#applyFilter();
    }

    #article(document) {
        const inForce = IN_FORCE.test(document.status);
        return element("article", { class: "document", "data-document": document.id, tabindex: "-1" },
            element("header", {}, element("h3", {}, document.title),
                element("span", { class: "in-force", "data-in-force": String(inForce) }, document.status)),
            element("p", { class: "about" }, element("code", {}, document.id),
                document.tier ? ` · ${document.tier}` : "", ` · ${term(document)} · `,
                ...(document.parties ?? []).map((party) => partnerMark(party))),
            !inForce && document.why ? element("p", { class: "reason" }, document.why) : null,
            element("dl", {}, ...document.clauses.flatMap((clause) => this.#clause(clause))));
    }

    #clause(clause) {
        return [element("dt", {}, element("b", {}, clause.id), " ", clause.title,
            clause.effect ? element("span", { class: "effect", "data-effect": clause.effect }, clause.effect) : null),
        element("dd", {}, clause.text)];
    }

    #applyFilter() {
        const words = this.filter.value.trim().toLowerCase().split(/\s+/);
        for (const article of this.articles ?? []) {
            const text = article.textContent.toLowerCase();
            article.hidden = !words.every((word) => text.includes(word));
        }
    }

    #goTo(encodedId) {
        const article = this.articles.find((one) => encodeURIComponent(one.dataset.document) === encodedId);
        article?.scrollIntoView({ block: "start" });
        article?.focus({ preventScroll: true });
    }
}
