/** Smallest departure sets, transport by provider, and what really happened. */
import { element, partnerMark } from "../core/dom.js";
import { count, withoutBrackets } from "../core/format.js";
import { confidenceMark, sourceList } from "./causes.js";
import { money } from "./restore.js";
import { afterText } from "./time-scale.js";

const WITHIN = [1, 7, 30, 90, 180, 365, 730];
const SETS_SHOWN = 40;
const IMPORTANCE_SHOWN = 15;

const waiting = (asked, what) => (asked ? element("p", { class: "hint" }, `No ${what}: ${asked.failure}.`)
    : element("p", { class: "hint", role: "status" }, `Computing ${what}…`));

/**
 * Smallest sets of what must leave for a function, or the programme, to be lost.
 * @param {{asked, wanted: {function: string, withinDays: number, largest: number}, model, onWant, onRun}} options
 */
export function setsPanel({ asked, wanted, model, onWant, onRun }) {
    const select = (id, label, key, options) => {
        const node = element("select", { id, "data-testid": id }, ...options.map(([value, text]) =>
            element("option", { value }, text)));
        node.value = String(wanted[key]);
        node.addEventListener("change", () => onWant({ ...wanted,
            [key]: key === "function" ? node.value : Number(node.value) }));
        return element("label", { for: id }, label, node);
    };
    const form = element("div", { class: "wanted" },
        select("sets-function", "To end ", "function", [["programme", "the programme"],
            ...model.functions.map((item) => [item.id, item.title])]),
        select("sets-within", "within ", "withinDays", WITHIN.map((days) =>
            [days, `${days} day${days > 1 ? "s" : ""}`])),
        select("sets-largest", "at most ", "largest", [1, 2, 3].map((most) => [most, `${most} leaving`])));
    const head = element("h3", {}, "Smallest sets whose loss ends it");
    if (!asked?.body) return [head, form, waiting(asked, "departure sets")];
    const { sets = [], importance = [], isComplete } = asked.body;
    const notice = isComplete === false ? element("p", { class: "weak" },
        "▲ Not every combination was tried: there may be more sets.") : null;
    const rows = sets.slice(0, SETS_SHOWN).map(({ ids, afterDays, through, confidence }) => {
        const button = element("button", { type: "button", class: "departure-set", "data-set": ids.join(",") },
            element("span", {}, ...ids.flatMap((id, at) => [at ? " + " : "", element("b", { "data-partner":
                model.partnerOf(id) ?? id }, model.title(id))])), element("small", {}, afterText(afterDays),
            through ? `, by ${model.title(through)}` : "", confidence === "low" ? " ▲" : ""));
        button.addEventListener("click", () => onRun(ids));
        return element("li", {}, button);
    });
    return [head, form, notice, rows.length
        ? element("ol", { class: "sets", "data-testid": "what-if-sets" }, ...rows)
        : element("p", { class: "hint" }, "No such set: nothing of this size ends it in that time."),
    sets.length > SETS_SHOWN ? element("p", { class: "hint" }, `and ${sets.length - SETS_SHOWN} more`) : null,
    ...importanceNodes(importance, model)].filter(Boolean);
}

function importanceNodes(importance, model) {
    if (!importance?.length) return [];
    const most = Math.max(...importance.map(({ setCount }) => setCount));
    const shown = importance.slice(0, IMPORTANCE_SHOWN);
    return [element("h3", {}, "Importance"), element("ul", { class: "importance" }, ...shown.map((one) => {
        const bar = element("i", { class: "meter", "aria-hidden": "true" });
        bar.style.setProperty("--part", String(one.setCount / most));
        return element("li", { "data-partner": model.partnerOf(one.id) ?? one.id }, element("span", {},
            model.title(one.id)), bar, element("small", {}, `${one.setCount} set${one.setCount > 1 ? "s" : ""}`
            + `${one.aloneCount ? ", alone" : ""}, earliest ${afterText(one.earliestDays)}`));
    }))];
}

const perYear = (low, high) => (low === null || low === undefined ? "not known"
    : low === high || high === null || high === undefined ? count(low) : `${count(low)}–${count(high)}`);

/** Price per seat and per kilogram, capacity by provider. */
export function transportPanel({ asked, model }) {
    if (!asked?.body) return [element("h3", {}, "Transport"), waiting(asked, "transport")];
    const { crew, upmass, downmass, agreed = [], changes = [], prices = [] } = asked.body;
    const tables = [["Crew, per seat", crew, "seats"], ["Cargo up, per kg", upmass, "kg"],
        ["Cargo down, per kg", downmass, "kg"]].filter(([, offers]) => offers?.length)
        .map(([title, offers, unit]) => offersTable(title, offers, unit, model));
    if (tables.length === 0) tables.push(element("p", { class: "hint" }, "No offers on file for this programme."));
    return [...tables, ...changeNodes(changes, model), ...agreedNodes(agreed, model), ...priceNodes(prices, model)];
}

function offersTable(title, offers, unit, model) {
    const most = Math.max(1, ...offers.map(({ priceUsd }) => priceUsd ?? 0));
    const rows = offers.map((offer) => {
        const bar = element("i", { class: "meter", "aria-hidden": "true" });
        bar.style.setProperty("--part", String((offer.priceUsd ?? 0) / most));
        return element("tr", { "data-partner": offer.partner, "data-vehicle": offer.vehicle },
            element("th", { scope: "row" }, withoutBrackets(model.title(offer.vehicle)), " ",
                partnerMark(offer.partner)),
            element("td", { class: "figure" },
                Number.isFinite(offer.priceUsd) ? money(offer.priceUsd) : "not known", bar),
            element("td", { class: "day" }, offer.priceFrom ? String(offer.priceFrom).slice(0, 10) : "—"),
            element("td", { class: "figure" }, perYear(offer.perYearLow, offer.perYearHigh)),
            element("td", {}, offer.confidence ?? "not known", sourceList(offer.sources, model)));
    });
    const heads = ["Provider", "Price", "since", `${unit} a year`, "confidence"];
    return element("table", { class: "offers" }, element("caption", {}, title), element("thead", {}, element("tr", {},
        ...heads.map((head) => element("th", { scope: "col" }, head)))), element("tbody", {}, ...rows));
}

function agreedNodes(agreed, model) {
    if (!agreed?.length) return [];
    return [element("h3", {}, "Under agreements"), element("ul", { class: "plain" }, ...agreed.map((one) =>
        element("li", {}, model.title(one.vehicle), " for ", partnerMark(one.user ?? one.partner), " ",
            one.perYear === undefined ? "" : `${count(one.perYear)} ${unitText(one.good, one.perYear)} a year`,
            element("small", {}, [one.agreement, one.from ? `from ${String(one.from).slice(0, 10)}` : "",
                one.until ? `until ${String(one.until).slice(0, 10)}` : ""].filter(Boolean).join(", ")))))];
}

function changeNodes(changes, model) {
    if (!changes?.length) return [];
    return [element("h3", {}, "If the provider changes"), element("ul", { class: "plain" }, ...changes.map((one) => {
        const cost = one.costUsd ?? ((one.toUsd ?? 0) - (one.fromUsd ?? 0)) * (one.quantity ?? 1);
        return element("li", {}, element("b", {}, `${model.title(one.from ?? "")} → ${model.title(one.to ?? "")}`),
            ` ${cost < 0 ? "saves" : "costs"} ${money(Math.abs(cost))}`,
        one.quantity ? ` for ${count(one.quantity)} ${unitText(one.good, one.quantity)}` : "", element("small", {},
            `${money(one.fromUsd)} → ${money(one.toUsd)} each`, one.shortPerYear > 0
                ? `; ${count(one.shortPerYear)} a year more than it can carry` : ""),
        one.confidence ? confidenceMark(one.confidence) : null);
    }))];
}

const unitText = (good, many) => (["kg", "upmass", "downmass"].includes(good) ? "kg" : many === 1 ? "seat" : "seats");

/** Prices as they were told over the years. */
function priceNodes(prices, model) {
    if (!prices?.length) return [];
    return [element("h3", {}, "Prices told over the years"), element("ul", { class: "plain" }, ...prices.map((one) =>
        element("li", {}, element("b", {}, withoutBrackets(model.title(one.vehicle))), ` ${money(one.priceUsd)} per `
            + `${unitText(one.good, 1)}${one.from ? `, ${String(one.from).slice(0, 10)}` : ""} `,
        confidenceMark(one.confidence), one.note ? element("small", {}, one.note) : null,
        sourceList(one.sources, model))))];
}

/** Cases that were, beside what the model computes for them. */
export function historyPanel({ asked, model, onRun }) {
    const head = element("h3", {}, "What really happened, and what is computed");
    if (!asked?.body) return [head, waiting(asked, "history")];
    const { cases = [] } = asked.body;
    if (cases.length === 0) return [head, element("p", { class: "hint" }, "No case on file for this programme.")];
    const agreeing = cases.filter(({ agrees }) => agrees).length;
    return [head, element("p", { class: "hint" }, `${agreeing} of ${cases.length} agree.`),
        element("ol", { class: "cases", "data-testid": "what-if-history" }, ...cases.map((one) =>
            caseNode(one, model, onRun)))];
}

function caseNode(one, model, onRun) {
    const { happened = {}, computed = {} } = one;
    const names = (ids) => (ids?.length ? ids.map((id) => model.title(id)).join(", ") : "nothing");
    const lost = Object.entries(computed?.lost ?? {}).map(([id, day]) => `${model.title(id)} (${afterText(day)})`);
    const verdict = one.agrees === true ? "✓ agrees" : one.agrees === false ? "≠ differs" : "not judged";
    const row = (title, text) => [element("dt", {}, title), element("dd", {}, text)];
    const run = one.without?.length && onRun ? element("button", { type: "button" }, "Run it") : null;
    run?.addEventListener("click", () => onRun(one.without, one));
    return element("li", { class: "case", "data-case": one.id, "data-agrees": String(one.agrees ?? "unknown") },
        element("p", { class: "case-title" }, element("b", {}, one.title), element("small", {}, one.date
            ? String(one.date).slice(0, 10) : "supposed"), element("span", { class: "case-verdict" }, verdict), run),
        element("dl", {}, ...row("Lost", names(happened?.lost)), ...row("Computed", lost.join(", ") || "nothing"),
            ...(one.missed?.length ? row("Missed", names(one.missed)) : []),
            ...(one.wronglyLost?.length ? row("Wrongly lost", names(one.wronglyLost)) : [])),
        happened?.note ? element("p", { class: "case-note" }, happened.note, happened.source
            ? ` (${happened.source})` : "") : null);
}

