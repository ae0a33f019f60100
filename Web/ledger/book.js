/** The book behind the balances: its chain, its checkpoints, its barters and its last entries. */
import { element, partnerMark } from "../core/dom.js";
import { calendarDate, count, dayOfYearUTC } from "../core/format.js";
import { coded } from "../agreements/words.js";
import { amount } from "./balance.js";

const digest = (text) => element("code", { title: text ?? "" }, String(text ?? "").slice(0, 12));
const mark = (partner) => (partner ? partnerMark(partner) : element("span", { class: "note" }, "—"));

/** Whether the chain is whole; a fault is located. @returns {HTMLElement} */
export function chainState(chain) {
    if (!chain) return element("p", { class: "chain", "data-testid": "chain" }, "? Nothing is known of the chain.");
    const { intact, fault, head } = chain;
    const state = intact === true ? "intact" : intact === false ? "broken" : "unknown";
    const words = { intact: "✓ Chain intact", broken: "✗ Chain broken", unknown: "? Chain not checked" }[state];
    return element("div", { class: "chain", "data-state": state, "data-testid": "chain" },
        element("b", {}, words),
        element("span", {}, ` ${count(chain.count)} entries · head `, digest(head)),
        fault ? element("p", { "data-testid": "chain-fault" },
            `Entry ${count(fault.sequence)}: `, ...coded(fault.words)) : null);
}

/** Signed states of the chain. @returns {HTMLElement} */
export function checkpointList(checkpoints) {
    if (!checkpoints?.length) return element("p", { class: "note" }, "No partner has signed the chain yet.");
    return element("ul", { class: "checkpoints" }, ...checkpoints.map((one) =>
        element("li", { "data-valid": String(one.valid) }, mark(one.partner),
            element("b", {}, one.valid ? "✓ signed" : "✗ not valid"),
            element("span", {}, `no. ${count(one.sequence)}`), element("time", {}, calendarDate(one.at)),
            element("code", {}, one.key ?? ""))));
}

/** Whether all sides signed; what is not signed by all does not count. */
function stateMark(state) {
    const isWaiting = /^waits/.test(state ?? "");
    return element("span", { "data-waiting": isWaiting }, isWaiting ? `○ ${state}` : state ?? "");
}

/** Who owes whom. @returns {HTMLElement|null} */
export function debtList(debts) {
    if (!debts?.length) return null;
    return element("ul", { class: "debts", "data-testid": "debts" }, ...debts.map((one) => element("li", {},
        mark(one.debtor), " owes ", mark(one.creditor), element("b", {}, amount(one.amount, one.unit)))));
}

function exchange(one, kind, titles) {
    return element("tr", {}, element("td", {}, calendarDate(one.date)), element("td", {}, one.kind ?? kind),
        element("td", {}, mark(one.from ?? one.debtor)),
        element("td", {}, element("i", { "aria-hidden": "true" }, "→ "), mark(one.to ?? one.creditor)),
        element("td", { class: "number" }, Number.isFinite(one.amount) ? amount(one.amount, one.unit ?? "") : ""),
        element("td", {}, titles.get(one.gives) ?? one.gives ?? ""), element("td", {}, one.for ?? one.note ?? ""),
        element("td", { class: "state" }, stateMark(one.state)));
}

/** Barters and offsets, newest first. @returns {HTMLElement} */
export function exchangeTable(barters, offsets, titles) {
    const all = [...(barters ?? []).map((one) => [one, "barter"]), ...(offsets ?? []).map((one) => [one, "offset"])]
        .sort(([a], [b]) => String(b.date).localeCompare(String(a.date)));
    if (all.length === 0) return element("p", { class: "note" }, "No barters or offsets are recorded.");
    const heads = ["Date", "Kind", "From", "To", "Amount", "Gives", "For", "State"];
    return element("div", { class: "exchanges", tabindex: "0", role: "region", "aria-label": "Barters and offsets" },
        element("table", { "data-testid": "exchanges" },
            element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)))),
            element("tbody", {}, ...all.map(([one, kind]) => exchange(one, kind, titles)))));
}

/** The last entries, newest first. @returns {HTMLElement} */
export function entryList(entries, titles) {
    if (!entries?.length) return element("p", { class: "note" }, "Nothing is entered yet.");
    return element("ol", { class: "entries", "data-testid": "entries" }, ...entries.map((one) => {
        const ms = Date.parse(one.at);
        return element("li", { "data-kind": one.kind },
            element("time", { datetime: one.at, title: Number.isFinite(ms) ? `${dayOfYearUTC(ms)} UTC` : null },
                calendarDate(one.at)),
            element("b", { class: "kind" }, one.kind ?? ""),
            element("span", { class: "who" }, one.from ? partnerMark(one.from) : null,
                one.to && one.from ? element("i", { "aria-label": "to" }, "→") : null,
                one.to ? partnerMark(one.to) : null),
            element("span", { class: "number" }, amount(one.amount, one.unit ?? "")),
            element("small", {}, ...(one.state && one.state !== "signed" ? [stateMark(one.state), " · "] : []),
                [titles.get(one.pool) ?? one.pool, one.note].filter(Boolean).join(" · "),
                ` · no. ${one.sequence ?? "?"} `, digest(one.digest)));
    }));
}
