/** One document as people read it: where it stands and why, who signed, what it says. */
import { element, partnerMark } from "../core/dom.js";
import { calendarDate } from "../core/format.js";
import { coded, effectChip, instantInWords, instantMs, marked, signatureMark, stageMark, TIER } from "./words.js";

const fact = (name, ...value) => [element("dt", {}, name), element("dd", {}, ...value)];

/** The stage in a sentence; said only where it tells more than its mark. */
function reason({ status, why }) {
    if (!why || why === status) return null;
    return element("p", { class: "reason", "data-testid": "document-why" }, ...coded(why));
}

/** What is said of a signature, with its day where the words leave it out. */
function signatureInWords({ words, date }) {
    const day = calendarDate(date);
    return [words, day && !words?.includes(day) ? day : ""].filter(Boolean).join(" · ");
}

function signatures(document) {
    const list = document.signatures ?? [];
    if (document.signing === "enacted" || (document.tier === "nationalLaw" && list.length === 0)) {
        return element("p", { class: "note" }, "A state’s own law: enacted, not signed.");
    }
    if (list.length === 0) return element("p", { class: "note" }, "Nothing is known of signatures.");
    if (list.every(({ mark, words }) => mark === "not-needed" && words === list[0].words)) {
        const words = list[0].words ?? "not needed";
        return element("p", { class: "note", "data-testid": "signatures" }, ...coded(words));
    }
    return element("ul", { class: "signatures", "data-testid": "signatures" }, ...list.map((one) =>
        element("li", { "data-mark": one.mark }, partnerMark(one.partner), signatureMark(one.mark),
            element("span", {}, ...coded(signatureInWords(one))),
            one.key ? element("code", { title: "the key it was signed with" }, one.key) : null)));
}

function facts(document) {
    const until = calendarDate(document.inForceUntil);
    const changes = (document.changes ?? []).map(({ at, to }) =>
        element("span", { class: "step" }, `${instantInWords(instantMs(at))} `, stageMark(to)));
    return element("dl", { class: "facts" },
        ...fact("time", [calendarDate(document.inForceFrom) && `from ${calendarDate(document.inForceFrom)}`,
            until ? `until ${until}` : "no end date"].filter(Boolean).join(", ")),
        ...(changes.length > 1 ? fact("changes", ...changes) : []),
        ...(document.entryIntoForce ? fact("into force", document.entryIntoForce) : []),
        ...(document.notice ? fact("notice", document.notice) : []),
        ...(document.survives ? fact("survives", document.survives) : []),
        ...(document.source ? fact("source", document.source) : []));
}

function clauseArticle(clause, words) {
    return element("article", { class: "clause-text", "data-clause": clause.id },
        element("h4", {}, element("b", {}, clause.id), element("span", {}, ...marked(clause.title ?? "", words)),
            clause.effect ? effectChip(clause.effect) : null),
        element("p", {}, ...marked(clause.text ?? "", words)));
}

/** How many clauses do what, `40 permit · 3 forbid`. */
function effectsInWords(list) {
    const counts = new Map();
    for (const { effect } of list) if (effect) counts.set(effect, (counts.get(effect) ?? 0) + 1);
    return list.length > 1 ? [...counts].map(([effect, times]) => `${times} ${effect}`).join(" · ") : "";
}

/** Whether a clause answers the filter. */
export function clauseFits(clause, { words, effect }) {
    const text = `${clause.id} ${clause.title} ${clause.text}`.toLowerCase();
    return (!effect || clause.effect === effect) && words.every((word) => text.includes(word));
}

function clauses(document, filter) {
    const all = document.clauses ?? [];
    if (all.length === 0) return [element("p", { class: "note" }, "No clauses: it only defines things or shares.")];
    const fitting = all.filter((clause) => clauseFits(clause, filter));
    const isNarrowed = fitting.length > 0 && fitting.length < all.length;
    const list = element("div", { class: "clauses" },
        ...(isNarrowed ? fitting : all).map((clause) => clauseArticle(clause, filter.words)));
    if (!isNarrowed) return [list];
    const more = element("button", { type: "button" }, `Show the other ${all.length - fitting.length} clauses`);
    more.addEventListener("click", () => {
        list.replaceChildren(...all.map((clause) => clauseArticle(clause, filter.words)));
        more.remove();
    });
    return [list, more];
}

/**
 * The document's whole page.
 * @param {Object} document as /api/agreements gives it
 * @param {{words: string[], effect: string}} filter
 * @returns {HTMLElement}
 */
export function documentView(document, filter) {
    const count = document.clauses?.length ?? 0;
    const fitting = (document.clauses ?? []).filter((clause) => clauseFits(clause, filter)).length;
    const title = fitting > 0 && fitting < count ? `${fitting} of ${count} clauses`
        : count === 1 ? "1 clause" : `${count} clauses`;
    return element("article", { class: "document", "data-document": document.id, tabindex: "-1",
        "data-testid": "document" },
    element("header", {}, element("h3", {}, document.title), stageMark(document.status)), reason(document),
    element("p", { class: "about" }, ...(document.parties ?? []).map((party) => partnerMark(party)),
        element("span", {}, TIER[document.tier] ?? document.tier ?? ""), element("code", {}, document.id)),
    facts(document), element("h4", { class: "part" }, "Signatures"), signatures(document),
    element("h4", { class: "part" }, title,
        element("span", { class: "note" }, effectsInWords(document.clauses ?? []))), ...clauses(document, filter));
}
