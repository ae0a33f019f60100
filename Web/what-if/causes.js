/** The chain of causes of one loss, down to what was removed; every step with its buffer, confidence and source. */
import { element, partnerMark } from "../core/dom.js";
import { afterText, spanText } from "./time-scale.js";

const KIND_WORDS = { function: "function", provider: "provider", partner: "partner", vehicle: "vehicle", site: "site",
    element: "element", communication: "communication path" };

/** Text in which `id` stands for a thing: its title instead, in bold. @returns {(Node|string)[]} */
export function withTitles(text, model) {
    return String(text ?? "").split("`").map((part, at) => (at % 2 ? element("b", {}, model.title(part)) : part));
}

/** How sure a figure is, by a word and a sign of its own. */
export function confidenceMark(confidence) {
    if (!confidence) return element("span", { class: "confidence" }, "confidence not known");
    return element("span", { class: "confidence", "data-confidence": confidence }, `${confidence} confidence`);
}

/** Sources by their letters; the citation opens below. */
export function sourceList(ids, model) {
    if (!ids?.length) return null;
    return element("details", { class: "sources" },
        element("summary", {}, `Source${ids.length > 1 ? "s" : ""}: ${ids.join(", ")}`),
        element("ul", {}, ...ids.map((id) => element("li", {}, element("b", {}, id), " ",
            model.sources[id] ?? "not in the list of sources"))));
}

/** What ran between a cause and its effect: a buffer, or the notice of whoever withdraws. @param {Object} one */
export function delayText({ kind, because, bufferDays }) {
    if (!Number.isFinite(bufferDays)) return "";
    if (bufferDays === 0) return "no buffer";
    const isNotice = kind === "partner" && /^withdr/.test(because ?? "");
    return `${isNotice ? "notice" : "buffer"} ${spanText(bufferDays)}`;
}

function step(one, model) {
    const isRoot = !["function", "provider"].includes(one.kind);
    const partner = one.partner ?? (one.kind === "provider" ? model.partnerOf(one.id) : null);
    return element("li", { class: isRoot ? "cause root" : "cause", "data-step": one.id, "data-kind": one.kind },
        element("p", { class: "step-title" }, element("b", {}, model.title(one.id)),
            partner ? partnerMark(partner) : null, element("small", {}, KIND_WORDS[one.kind] ?? one.kind, " ", one.id)),
        element("p", { class: "step-day" },
            one.afterDays === null ? "day not known" : `gone ${afterText(one.afterDays)}`,
            delayText(one) ? element("span", { class: "step-buffer" }, delayText(one)) : null,
            confidenceMark(one.confidence)),
        element("p", { class: "because" }, ...withTitles(one.because, model)), sourceList(one.sources, model));
}

/**
 * The panel's content for one loss.
 * @param {string} id the chosen function, or ""
 * @returns {HTMLElement[]}
 */
export function causesPanel(id, answer, model, { onPick }) {
    const picker = lossPicker(id, answer, model, onPick);
    if (!id) return [picker, element("p", { class: "hint" }, "Choose a function to see why it is lost.")];
    const item = model.functionById.get(id);
    const head = element("h3", {}, model.title(id));
    const chain = answer?.chains[id];
    if (!chain) {
        const words = answer ? "This function stands throughout." : "Nothing leaves, so it stands.";
        return [picker, head, element("p", { class: "hint" }, words), ...about(item, model)];
    }
    const weak = chain.filter(({ confidence }) => ["low", "estimate", "guess"].includes(confidence));
    const warning = weak.length ? element("p", { class: "weak", role: "note" },
        `▲ Rests on ${weak.length} figure${weak.length > 1 ? "s" : ""} of low confidence: `,
        weak.map((one) => model.title(one.id)).join(", ")) : null;
    return [picker, head, warning, element("ol", { class: "cause-chain", "data-testid": "what-if-chain",
        "aria-label": `Causes of the loss of ${model.title(id)}` }, ...chain.map((one) => step(one, model))),
    ...about(item, model)].filter(Boolean);
}

function lossPicker(id, answer, model, onPick) {
    const losses = answer?.lossOrder ?? [];
    const select = element("select", { id: "what-if-loss", "data-testid": "what-if-loss" },
        element("option", { value: "" }, losses.length ? `choose one of ${losses.length}` : "no function is lost"),
        ...losses.map((loss) => element("option", { value: loss.id },
            `${model.title(loss.id)}: ${afterText(loss.day)}`)));
    const others = model.functions.filter((item) => !losses.some((loss) => loss.id === item.id));
    select.append(element("optgroup", { label: "stands" }, ...others.map((item) =>
        element("option", { value: item.id }, item.title))));
    select.value = id;
    select.addEventListener("change", () => onPick(select.value));
    return element("label", { class: "loss-picker", for: "what-if-loss" }, "Loss ", select);
}

/** Who provides a function and what each cannot do without. */
function about(item, model) {
    if (!item) return [];
    const rows = model.providersOf(item).map((provider) => element("li", {}, partnerMark(provider.partner),
        element("span", {}, element("b", {}, provider.title ?? provider.id), " ",
            element("small", {}, provider.capacity)),
        model.isInUse(provider.id) ? null : element("small", {}, provider.status ?? "not in use"),
        element("span", { class: "needs" }, needsText(provider.needs ?? [], model))));
    return [element("h4", {}, `Providers${item.rule ? `, ${item.rule} needed` : ""}`),
        element("ul", { class: "providers" }, ...rows)];
}

const needsText = (needs, model) => (needs.length === 0 ? "needs nothing on file" : "needs "
    + needs.map((need) => `${model.title(need.id)} (${bufferText(need.bufferDays)})`).join(", "));

const bufferText = (days) => (days === null || days === undefined ? "buffer not known"
    : days === 0 ? "no buffer" : `lasts ${spanText(days)}`);
