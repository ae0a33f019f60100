/** What restores the losses: each with cost and lead time, and the front of cost against days without. */
import { element, svg } from "../core/dom.js";
import { count } from "../core/format.js";
import { confidenceMark, sourceList } from "./causes.js";
import { afterText, leadText, spanText } from "./time-scale.js";

const WIDTH = 400;
const HEIGHT = 190;
const LEFT = 66;
const FLOOR = 150;
const TOP = 14;
const PLANS_SHOWN = 5;

/** A sum of money: `843 M$`, `72 000 $`. @param {number|null} usd */
export function money(usd) {
    if (usd === null || usd === undefined) return "price not known";
    if (usd >= 1e9) return `${Number((usd / 1e9).toPrecision(3))} G$`;
    if (usd >= 1e6) return `${Number((usd / 1e6).toPrecision(4))} M$`;
    return `${count(usd)} $`;
}

/** A restoration's price with what it is for. */
export const costText = ({ costUsd, per }) => money(costUsd) + (per && costUsd !== null ? ` per ${per}` : "");

/** A plan's price: a lower bound when a part of it is not known. */
export function planCost({ costUsd, isCostWhole, ids }) {
    if (isCostWhole === false) return costUsd > 0 ? `at least ${money(costUsd)}` : "price not known";
    return costUsd === 0 && ids.length === 0 ? "nothing spent" : money(costUsd);
}

/** The panel's content. @param {{plans: ?Object, failure: ?string}} asked what /plans answered */
export function restorePanel({ answer, model, scenario, asked, onTake }) {
    const toggle = (id) => onTake(scenario.with.includes(id) ? scenario.with.filter((one) => one !== id)
        : [...scenario.with, id]);
    const taken = scenario.with.map((id) => ({ ...model.restorationById.get(id), id, isTaken: true }));
    const open = (answer?.restorations ?? []).filter(({ id }) => !scenario.with.includes(id));
    const rows = [...taken, ...open].map((one) => restorationRow(one, answer, model, () => toggle(one.id)));
    const nodes = [...plansNodes(asked, model, scenario, onTake), element("h3", {}, "Restorations")];
    if (rows.length) {
        nodes.push(element("ul", { class: "restorations", "data-testid": "what-if-restorations" }, ...rows));
    } else nodes.push(element("p", { class: "hint" }, "No restoration on file helps here."));
    return nodes;
}

function restorationRow(one, answer, model, onToggle) {
    const box = element("input", { type: "checkbox", id: `take-${one.id}`, "data-restoration": one.id });
    box.checked = one.isTaken === true;
    box.addEventListener("change", onToggle);
    const brings = one.bringsBack ?? one.brings ?? [];
    const from = (id) => one.fromDays?.[id] ?? answer?.again?.[id];
    const back = byDay(brings, from).map(([day, ids]) => `${ids.map((id) => model.title(id)).join(", ")}`
        + (day > 0 ? ` from ${spanText(day > 10 ? Math.round(day) : day)}` : " in time"));
    return element("li", { class: "restoration", "data-taken": String(one.isTaken === true) },
        box, element("label", { for: `take-${one.id}` }, element("b", {}, one.action ?? one.id),
            element("span", { class: "price" }, costText(one), " · ", leadText(one.leadMonths)),
            element("span", { class: "brings" }, back.length ? `brings back ${back.join("; ")}`
                : "brings nothing back"),
            one.confidence ? confidenceMark(one.confidence) : null), sourceList(one.sources, model));
}

/** Functions grouped by the day from which they stand. */
function byDay(ids, from) {
    const days = new Map();
    for (const id of ids) days.set(from(id) ?? 0, [...(days.get(from(id) ?? 0) ?? []), id]);
    return [...days].sort(([a], [b]) => a - b);
}

function plansNodes(asked, model, scenario, onTake) {
    const head = element("h3", {}, "Plans: cost against days without");
    if (!asked) return [head, element("p", { class: "hint", role: "status" }, "Computing plans…")];
    if (asked.failure) return [head, element("p", { class: "hint" }, `No plans: ${asked.failure}.`)];
    const { byCost = [], byDate = [], paretoFront = [], beyondHelp = [], isComplete, horizonDays } = asked.body ?? {};
    const nodes = [head];
    if (paretoFront?.length) nodes.push(paretoChart(paretoFront, model, scenario, onTake));
    else nodes.push(element("p", { class: "hint" }, "No plan on file changes anything."));
    if (isComplete === false) nodes.push(element("p", { class: "weak" },
        "▲ Not every combination was tried: there may be better plans."));
    if (horizonDays) {
        nodes.push(element("p", { class: "hint" }, `Days are counted up to ${spanText(horizonDays)} after.`));
    }
    const isSameOrder = byDate?.every((plan, at) => plan.ids.join() === byCost[at]?.ids.join());
    const order = `cheapest ${isSameOrder ? "and soonest " : ""}first`;
    if (byCost?.length) nodes.push(planList(`Bring back all that can be, ${order}`, byCost, model, onTake));
    if (byDate?.length && !isSameOrder) nodes.push(planList("The same, soonest first", byDate, model, onTake));
    if (beyondHelp?.length) nodes.push(element("p", { class: "beyond-help" }, element("b", {}, "Beyond help: "),
        `${beyondHelp.map((id) => model.title(id)).join(", ")}. Nothing on file brings them back.`));
    return nodes;
}

export const planText = (plan, model) => (plan.ids.length === 0 ? "do nothing"
    : plan.ids.map((id) => model.restorationById.get(id)?.action ?? id).join(" + "));

function planList(title, plans, model, onTake) {
    return element("div", { class: "plans" }, element("h4", {}, title), element("ol", {},
        ...plans.slice(0, PLANS_SHOWN).map((plan) => {
            const button = element("button", { type: "button", class: "plan", "data-plan": plan.ids.join(",") },
                element("span", {}, planText(plan, model)), element("small", {}, planCost(plan), " · complete ",
                    plan.completeAfterDays === null ? "at a day not known" : afterText(plan.completeAfterDays)));
            button.addEventListener("click", () => onTake(plan.ids));
            return element("li", {}, button);
        })));
}

/** The front as a picture: cost across (root scale), function-days without up; each point takes its plan. */
export function paretoChart(front, model, scenario, onTake) {
    const most = Math.max(1, ...front.map(({ costUsd }) => costUsd ?? 0));
    const days = front.map(({ daysWithout }) => daysWithout ?? 0);
    const longest = Math.max(1, ...days) * 1.05;
    const x = (usd) => LEFT + (WIDTH - LEFT - 22) * Math.sqrt((usd ?? 0) / most);
    const y = (value) => FLOOR - (FLOOR - TOP) * (value ?? 0) / longest;
    const parts = [svg("line", { class: "base", x1: LEFT, x2: WIDTH - 8, y1: FLOOR, y2: FLOOR }),
        svg("line", { class: "base", x1: LEFT, x2: LEFT, y1: TOP, y2: FLOOR })];
    for (const part of [0.5, 1]) {
        const value = longest * part / 1.05;
        parts.push(svg("line", { class: "grid-line", x1: LEFT, x2: WIDTH - 8, y1: y(value), y2: y(value) }),
            svg("text", { class: "scale-value", x: LEFT - 5, y: y(value) + 4 }, `${count(value)} d`));
    }
    for (const part of [0, 0.25, 1]) {
        parts.push(svg("text", { class: "money", x: x(most * part), y: FLOOR + 16 },
            part === 0 ? "0 $" : money(most * part)));
    }
    const sorted = [...front].sort((a, b) => a.costUsd - b.costUsd || b.daysWithout - a.daysWithout);
    const line = sorted.map((plan, at) => (at ? `H${x(plan.costUsd)}V${y(plan.daysWithout)}`
        : `M${x(plan.costUsd)} ${y(plan.daysWithout)}`)).join("");
    parts.push(svg("path", { class: "front", d: line }));
    const points = sorted.map((plan) =>
        paretoPoint(plan, { x: x(plan.costUsd), y: y(plan.daysWithout) }, model, scenario, onTake));
    return element("figure", { class: "pareto" }, svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group",
        "aria-label": "Cost against days without the functions, the plans that no other betters",
        "data-testid": "what-if-pareto" }, ...parts, ...points,
    svg("text", { class: "small-caption", x: WIDTH - 8, y: HEIGHT - 6, "text-anchor": "end" },
        "known cost, square-root scale")), element("figcaption", {}, "Up: days without, summed over lost functions. "
        + "A hollow point’s cost is a lower bound. A point takes its plan."));
}

function paretoPoint(plan, { x, y }, model, scenario, onTake) {
    const isTaken = plan.ids.length === scenario.with.length && plan.ids.every((id) => scenario.with.includes(id));
    const words = `${planText(plan, model)}: ${planCost(plan)}, ${count(plan.daysWithout)} days without`;
    const node = svg("g", { class: "plan-point", role: "button", tabindex: "0", "aria-label": `Take ${words}`,
        "aria-pressed": String(isTaken), "data-plan": plan.ids.join(","),
        "data-whole": String(plan.isCostWhole !== false) },
    svg("circle", { class: "hit", cx: x, cy: y, r: 12 }), svg("circle", { class: "dot", cx: x, cy: y, r: 5 }),
    svg("title", {}, words));
    node.addEventListener("click", () => onTake(plan.ids));
    node.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onTake(plan.ids);
    });
    return node;
}
