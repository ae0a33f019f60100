/** Every function as a line over time: how long it stands, for one scenario or for two beside each other. */
import { element } from "../core/dom.js";
import { afterText, spanText } from "./time-scale.js";

const TICKS_WIDTH = 560;   // at least what the lines have on a console; fewer ticks where they are narrower

/** The lines; they stand on the same scale as the time axis above them. */
export class StationRows {
    constructor({ onPick }) {
        this.onPick = onPick;
        this.body = element("tbody");
        this.head = element("tr");
        this.node = element("section", { class: "rows", "aria-label": "How long each function stands",
            "data-testid": "what-if-rows" }, element("table", {}, element("thead", {}, this.head), this.body));
    }

    /** @param {{letter: string, answer: ?import("./answer.js").Answer}[]} sides one, or two to compare */
    show({ model, scale, sides }) {
        this.scale = scale;
        const isPair = sides.length > 1;
        this.node.toggleAttribute("data-pair", isPair);
        const ticks = element("span", { class: "time-track", "aria-hidden": "true" }, ...scale.ticks(TICKS_WIDTH).map(
            ({ day, text }) => {
                const tick = element("i", { class: "row-tick" }, text);
                tick.style.setProperty("--from", scale.position(day).toFixed(4));
                return tick;
            }));
        this.head.replaceChildren(element("th", { scope: "col" }, "Function"), element("th", { scope: "col" },
            element("span", { class: "visually-hidden" }, "How long it stands"), ticks),
        isPair ? element("th", { scope: "col" }, "B against A") : "");
        const first = (id) => Math.min(...sides.map(({ answer }) => answer?.lost[id] ?? Infinity));
        const sorted = [...model.functions].sort((a, b) => first(a.id) - first(b.id) || a.title.localeCompare(b.title));
        this.body.replaceChildren(...sorted.map((item) => this.#row(item, sides)));
    }

    #row(item, sides) {
        const lines = sides.map(({ letter, answer }) => this.#line(item, letter, answer, sides.length > 1));
        const button = element("button", { type: "button" }, item.title);
        button.addEventListener("click", () => this.onPick(item.id));
        const cells = [element("th", { scope: "row" }, button), element("td", { class: "lines" }, ...lines)];
        if (sides.length > 1) cells.push(element("td", { class: "difference" }, difference(item.id, sides)));
        return element("tr", { "data-row": item.id }, ...cells);
    }

    /** A bar until the loss and again from the return; words say the same. */
    #line(item, letter, answer, isPair) {
        const lost = answer?.lost[item.id];
        const again = answer?.again[item.id];
        const words = lost === undefined ? "stands" : `lost ${afterText(lost)}`
            + (again === undefined ? "" : `, again after ${spanText(again)}`);
        const line = element("div", { class: "line", "data-side": letter, "data-lost": String(lost !== undefined) },
            isPair ? element("b", { class: `letter ${letter.toLowerCase()}`, "aria-hidden": "true" }, letter) : null);
        const track = element("div", { class: "time-track" });
        const until = lost === undefined ? 1 : this.scale.position(lost);
        track.append(part("stands-part", 0, until));
        const from = again === undefined ? 1 : this.scale.position(again);
        if (lost !== undefined) track.append(part("lost-part", until, from));
        if (again !== undefined) track.append(part("stands-part", from, 1));
        const buffer = answer && lost !== undefined ? longestBuffer(item, answer) : null;
        if (buffer) track.append(part("buffer", this.scale.position(buffer.fromDay), until));
        const text = element("span", { class: "line-text" }, isPair ? `${letter}: ` : "", words);
        line.append(track, text);
        return line;
    }
}

function part(kind, from, to) {
    const node = element("i", { class: kind });
    node.style.setProperty("--from", from.toFixed(4));
    node.style.setProperty("--length", Math.max(0, to - from).toFixed(4));
    return node;
}

/** The buffer that ran when the function went. */
function longestBuffer(item, answer) {
    return (item.providers ?? []).map((id) => answer.buffers.get(id)).filter(Boolean)
        .sort((a, b) => b.untilDay - a.untilDay).find(({ untilDay }) => untilDay <= answer.lost[item.id]) ?? null;
}

/** What the second scenario changes for one function, in words. */
export function difference(id, [{ answer: a }, { answer: b }]) {
    const [first, second] = [a?.lost[id], b?.lost[id]];
    if (first === undefined && second === undefined) return "—";
    if (first === undefined) return "only B loses it";
    if (second === undefined) return "only A loses it";
    const [againA, againB] = [a.again[id], b.again[id]];
    if (first === second && againA === againB) return "same";
    if (first === second && againB === undefined) return "only A has it again";
    if (first === second && againA === undefined) return "only B has it again";
    if (first === second) return `again ${spanText(Math.abs(againB - againA))} ${againB > againA ? "later" : "sooner"}`;
    return `${spanText(Math.abs(second - first))} ${second > first ? "later" : "sooner"}`;
}
