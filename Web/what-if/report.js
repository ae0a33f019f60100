/** The scenario as one document: for the screen, for paper, and as a file that needs nothing else. */
import { element } from "../core/dom.js";
import { count } from "../core/format.js";
import { delayText, withTitles } from "./causes.js";
import { costText, planCost, planText } from "./restore.js";
import { difference } from "./rows.js";
import { KINDS, questionInWords } from "./scenario.js";
import { afterText, dateAfter, leadText, spanText } from "./time-scale.js";

const table = (heads, rows, className = "") => element("table", { class: className }, element("thead", {},
    element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))), element("tbody", {}, ...rows));
const cells = (...values) => element("tr", {}, ...values.map((value) => element("td", {}, value)));

/**
 * The report.
 * @param {{scenario, model, answer, beside: ?Answer, plans, bands, sets, address: string, madeAt: string,
 *     today: string, programme: string, summary: string}} what `plans`, `bands`, `sets` as the store answers, or null
 * @returns {HTMLElement}
 */
export function reportDocument(what) {
    const { scenario, model, answer, address, madeAt, programme, summary } = what;
    const title = (id) => model.title(id);
    const head = element("header", {}, element("p", { class: "kicker" }, `${programme} · what if`),
        element("h1", {}, questionInWords(scenario, title)),
        element("p", { class: "in-short" }, summary),
        element("dl", { class: "report-facts" },
            ...fact("Leaves", scenario.without.map(title).join(", ") || "nothing"),
            ...fact("How", `${KINDS[scenario.kind][0]}: ${KINDS[scenario.kind][1]}`),
            ...fact("On", scenario.on || `as things stand, ${model.date ?? what.today}`),
            ...fact("Restorations taken", scenario.with.map((id) => model.restorationById.get(id)?.action ?? id)
                .join("; ") || "none"),
            ...fact("Made", madeAt), ...fact("Address", address)));
    const parts = answer ? [lossesPart(what), rescuePart(answer), lawPart(answer, model), chainsPart(what),
        restorationsPart(what), comparisonPart(what), bandsPart(what), setsPart(what), sourcesPart(what)]
        : [element("p", {}, "Nothing leaves, so nothing is lost. Choose what leaves, then come back to the report.")];
    return element("article", { class: "report", "data-testid": "what-if-report" }, head, ...parts.filter(Boolean));
}

const fact = (name, value) => [element("dt", {}, name), element("dd", {}, value)];
const part = (title, ...children) => element("section", {}, element("h2", {}, title), ...children);

/** The next cause and the last; the whole chain follows further down. */
function causeInShort(chain, model) {
    const [next, ...others] = chain.slice(1).map((step) => model.title(step.id));
    if (next === undefined) return "—";
    return [next, ...(others.length > 1 ? ["…"] : []), ...others.slice(-1)].join(" ← ");
}

function lossesPart({ answer, model, scenario, today }) {
    if (answer.lossOrder.length === 0) return part("Losses", element("p", {}, "No function is lost."));
    const on = scenario.on || model.date || today;
    const rows = answer.lossOrder.map(({ id, day }) => cells(element("b", {}, model.title(id)), afterText(day),
        dateAfter(on, day) ?? "—", answer.again[id] === undefined ? "—" : `after ${spanText(answer.again[id])}`,
        causeInShort(answer.chains[id] ?? [], model),
        `${answer.isWeak(id) ? "▲ " : ""}${answer.weakest[id] ?? "not known"}`));
    const words = answer.restsOnWeak ? "▲ marks a loss that rests on a figure of low confidence." : "";
    return part(`Losses: ${answer.lossOrder.length} of ${model.functions.length} functions`,
        table(["Function", "Lost", "Day", "Stands again", "Because of", "Weakest figure"], rows, "losses"),
        words ? element("p", { class: "note" }, words) : null);
}

function rescuePart({ rescue }) {
    if (!rescue) return null;
    const words = rescue.shortBy > 0
        ? `${rescue.shortBy} of ${rescue.needed} people have no seat home ${afterText(rescue.shortAfterDays ?? 0)}`
            + (rescue.restoredAfterDays === null ? "." : `, until ${spanText(rescue.restoredAfterDays)} after.`)
        : `Every one of ${rescue.needed} people on board has a seat home.`;
    return part("Seats home", element("p", {}, `${words} Confidence: ${rescue.confidence ?? "not known"}; crew figure `
        + `of ${String(rescue.crewFigureFrom ?? "").slice(0, 10) || "a day not known"}.`));
}

function lawPart({ law }, model) {
    const told = law.filter(({ because }) => because);
    if (told.length === 0) return null;
    return part("What the law says", ...told.map((one) => element("p", {}, element("b", {}, model.title(one.id)),
        one.noticeDays ? ` (notice ${spanText(one.noticeDays)})` : "", `: ${one.because}`,
        one.stays?.length ? `. Stays: ${one.stays.map((id) => model.title(id)).join(", ")}` : "",
        one.sources?.length ? ` [${one.sources.join(", ")}]` : "")));
}

function chainsPart({ answer, model }) {
    if (answer.lossOrder.length === 0) return null;
    const told = new Set();
    return part("Chains of causes", ...answer.lossOrder.map(({ id, day }) => {
        const steps = stepsNotTold(answer.chains[id] ?? [], told, model);
        told.add(id);
        return element("div", { class: "report-chain" }, element("h3", {}, `${model.title(id)}, ${afterText(day)}`),
            element("ol", {}, ...steps));
    }));
}

/** The steps down to a function whose own chain stands further up. */
function stepsNotTold(chain, told, model) {
    const at = chain.findIndex((step, index) => index > 0 && told.has(step.id));
    const steps = chain.slice(0, at < 0 ? chain.length : at).map((step) => element("li", {},
        element("b", {}, model.title(step.id)), ` ${afterText(step.afterDays)}: `, ...withTitles(step.because, model),
        delayText(step) ? `; ${delayText(step)}` : "",
        element("i", {}, ` — ${step.confidence ?? "confidence not known"}`
            + `${step.sources?.length ? ` [${step.sources.join(", ")}]` : ""}`)));
    return at < 0 ? steps : [...steps, element("li", {}, element("b", {}, model.title(chain[at].id)),
        ` ${afterText(chain[at].afterDays)}: as told above, down to `, element("b", {}, model.title(chain.at(-1).id)))];
}

function restorationsPart({ answer, model, scenario, plans }) {
    const taken = scenario.with.map((id) => model.restorationById.get(id)).filter(Boolean);
    const row = (mark, one) => cells(`${mark}${one.action}`, costText(one), leadText(one.leadMonths),
        (one.bringsBack ?? one.brings ?? []).map((id) => model.title(id)).join(", "), one.confidence ?? "—");
    const rows = [...taken.map((one) => row("✓ ", one)), ...answer.restorations.map((one) => row("", one))];
    const front = plans?.body?.paretoFront ?? [];
    const beyond = plans?.body?.beyondHelp ?? [];
    const nodes = rows.length ? [table(["Restoration", "Cost", "Lead time", "Brings back", "Confidence"], rows)]
        : [element("p", {}, "No restoration on file helps here.")];
    if (front.length) {
        nodes.push(element("h3", {}, "Plans that no other betters in cost and in days without"), table(["Plan", "Cost",
            "Days without, summed", "Complete"], front.map((plan) => cells(planText(plan, model), planCost(plan),
            count(plan.daysWithout), plan.completeAfterDays === null || plan.completeAfterDays === undefined
                ? "not known" : afterText(plan.completeAfterDays)))));
    }
    if (beyond.length) nodes.push(element("p", {}, `Beyond help: ${beyond.map((id) => model.title(id)).join(", ")}.`));
    return part("Restorations", ...nodes);
}

function comparisonPart({ answer, beside, scenario, model }) {
    if (!beside) return null;
    const sides = [{ answer }, { answer: beside }];
    const text = (one, id) => (one.lost[id] === undefined ? "stands" : afterText(one.lost[id]));
    const rows = model.functions.filter(({ id }) => answer.lost[id] !== undefined || beside.lost[id] !== undefined)
        .map(({ id, title }) => cells(title, text(answer, id), text(beside, id), difference(id, sides)));
    return part("Compared", element("p", {}, `A: ${questionInWords(scenario, (id) => model.title(id))}. B: `
        + `${questionInWords(scenario.beside, (id) => model.title(id))}.`),
    table(["Function", "Lost in A", "Lost in B", "B against A"], rows, "tight"));
}

function bandsPart({ bands, model }) {
    const body = bands?.body;
    if (!body?.bands?.length) return null;
    return part("Uncertainty", element("p", {}, `${body.runs} draws, seed ${body.seed}.`), table(["Function",
        "Share of draws that lose it", "10 %", "median", "90 %"], body.bands.map((band) => cells(model.title(band.id),
        `${Math.floor(band.lostShare * 100)} %`, spanText(band.tenthDays), spanText(band.medianDays),
        band.ninetiethDays === null ? "not lost" : spanText(band.ninetiethDays))), "tight"));
}

function setsPart({ sets, model }) {
    const body = sets?.body;
    if (!body?.sets?.length) return null;
    const target = body.target === "programme" ? "the programme" : model.title(body.target);
    return part("Smallest departure sets", element("p", {}, `Sets whose loss ends ${target} within ${body.withinDays} `
        + `days${body.isComplete === false ? "; not every combination was tried" : ""}.`),
    table(["Leaves", "Ends it"], body.sets.slice(0, 20).map(({ ids, afterDays }) =>
        cells(ids.map((id) => model.title(id)).join(" + "), afterText(afterDays)))));
}

function sourcesPart({ answer, model }) {
    const ids = new Set([...Object.values(answer.chains).flat(), ...answer.restorations, ...answer.law]
        .flatMap(({ sources }) => sources ?? []));
    if (ids.size === 0) return null;
    return part("Sources", element("dl", { class: "source-list" }, ...[...ids].sort().flatMap((id) => [
        element("dt", {}, id), element("dd", {}, model.sources[id] ?? "not in the list of sources")])));
}

/** The report as a file of its own: the same tree, the sheet for paper inside it. */
export async function saveReport(report, title) {
    const sheet = await fetch("/assets/styles/print.css").then((answer) => (answer.ok ? answer.text() : ""));
    // The frame is written as text: a style element made here would be refused by the page's own policy.
    const written = (node) => new XMLSerializer().serializeToString(node);
    const heading = written(element("title", {}, title));
    const head = `<meta charset="utf-8">${heading}\n<style>\n${sheet}</style>`;
    const text = `<!doctype html>\n<html lang="en"><head>${head}</head>\n<body>${written(report)}</body></html>\n`;
    const link = element("a", { download: `${title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80)}.html` });
    link.href = URL.createObjectURL(new Blob([text], { type: "text/html" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
