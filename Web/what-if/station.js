/** The station by function: what each keeps alive, who provides it, what it needs, and how losses spread. */
import { element, setAttribute, setText, svg } from "../core/dom.js";
import { afterText, spanText } from "./time-scale.js";

const COLUMNS = 7;
const SIGNS = { lost: "✕", again: "↺", draining: "◔", weakened: "◐", stands: "●" };

/** How many columns of seven a group takes: one or two functions stand above one another. */
const columnsFor = (count) => (count <= 2 ? 1 : count <= 4 ? count : count <= 8 ? 4 : COLUMNS);

/** The drawing; `onPick(functionId)` hears what is chosen. */
export class StationDrawing {
    constructor({ onPick }) {
        this.onPick = onPick;
        this.links = svg("svg", { class: "links", "aria-hidden": "true" });
        this.causes = svg("svg", { class: "links causes", "aria-hidden": "true" });
        this.leavers = element("div", { class: "leavers" });
        this.groups = element("div", { class: "groups" });
        this.legend = element("p", { class: "legend" });
        this.sheet = element("div", { class: "sheet" }, this.links, this.leavers, this.groups, this.causes);
        this.node = element("section", { class: "station-drawing", "aria-label": "The station by function",
            "data-testid": "what-if-station" }, this.sheet, this.legend);
        new ResizeObserver(() => this.#drawLinks()).observe(this.sheet);
    }

    /** Build the cards anew. @param {import("./answer.js").Model} model */
    build(model) {
        this.model = model;
        this.needs = model.needLinks();
        this.cards = new Map();
        const rows = this.#rows(model.groups());
        this.groups.replaceChildren(...rows.flat().map((group) => this.#group(group)));
        setText(this.legend, "● stands   ◐ a provider less   ◔ lives on a buffer   ✕ lost   ↺ stands again   "
            + "▲ on weak figures   — a square is a provider with its partner’s letters; "
            + "lines lead from a need to who needs it");
    }

    /** Groups side by side as far as they fit; the last of a row takes what is left of it. */
    #rows(groups) {
        const rows = [[]];
        let left = COLUMNS;
        const order = { crew: 0, people: 1, station: 2 };
        const sorted = [...groups].sort((a, b) => (order[a.id] ?? 3) - (order[b.id] ?? 3));
        for (const group of sorted) {
            const columns = columnsFor(group.functions.length);
            if (columns > left) {
                rows.push([]);
                left = COLUMNS;
            }
            left -= columns;
            rows.at(-1).push({ ...group, columns });
        }
        for (const row of rows) {
            if (row.length) row.at(-1).columns += COLUMNS - row.reduce((sum, { columns }) => sum + columns, 0);
        }
        return rows;
    }

    #group({ id, title, functions, columns }) {
        const node = element("section", { class: "function-group", "data-group": id, "aria-label": title },
            element("h3", {}, title), element("ul", {}, ...functions.map((item) => this.#card(item))));
        node.style.setProperty("--columns", String(columns));
        return node;
    }

    #card(item) {
        const sign = element("span", { class: "sign", "aria-hidden": "true" });
        const state = element("span", { class: "function-state" });
        const drain = element("span", { class: "drain", "aria-hidden": "true" });
        const pips = this.model.providersOf(item).map((provider) => this.#pip(provider));
        const button = element("button", { type: "button", class: "function", "data-function": item.id,
            "data-testid": `function-${item.id}`, "aria-pressed": "false" },
        element("span", { class: "function-title" }, sign, element("b", {}, item.title)),
        element("span", { class: "pips", "aria-hidden": "true" }, ...pips.map(({ node }) => node)), state, drain);
        button.addEventListener("click", () => this.onPick(item.id));
        button.addEventListener("pointerenter", () => this.#light(item.id));
        button.addEventListener("pointerleave", () => this.#light(this.chosen || null));
        button.addEventListener("focus", () => this.#light(item.id));
        button.addEventListener("blur", () => this.#light(this.chosen || null));
        this.cards.set(item.id, { item, button, sign, state, drain, pips });
        return element("li", {}, button);
    }

    #pip(provider) {
        const isInUse = this.model.isInUse(provider.id);
        const status = isInUse ? null : provider.status ?? "not in use";
        const node = element("i", { class: "pip", "data-partner": provider.partner, "data-provider": provider.id,
            "data-status": status, title: `${provider.title ?? provider.id} (${provider.partner ?? "no partner"})`
                + (status ? `, ${status}` : "") }, element("span", {}, provider.partner ?? "–"));
        return { node, provider, title: node.title };
    }

    /** A new answer: what leaves stands above, and lines lead from it. */
    showAnswer(answer, scenario) {
        this.answer = answer;
        this.leaving = scenario.without;
        this.leavers.hidden = scenario.without.length === 0;
        const leavers = scenario.without.map((id) => element("span", { class: "leaver", "data-leaver": id,
            "data-partner": this.model.partnerOf(id) ?? id }, "✕ ", this.model.title(id)));
        this.leavers.replaceChildren(element("span", { class: "small-caption" }, "Leaves"), ...leavers);
        this.#drawLinks();
    }

    /** Show one day; touches only what differs. @param {(lostDay: number) => boolean} isFresh lost just before */
    showDay(day, chosen, isFresh = () => false) {
        Object.assign(this, { day, isFresh });
        for (const card of this.cards?.values() ?? []) this.#update(card, day, chosen);
        for (const path of this.links.querySelectorAll("[data-day]")) {
            path.toggleAttribute("data-past", Number(path.dataset.day) <= day);
        }
        if (this.chosen === chosen) return;
        this.chosen = chosen;
        this.#light(chosen || null);
    }

    #update({ item, button, sign, state, drain, pips }, day, chosen) {
        const { answer } = this;
        const now = answer ? answer.state(item, day) : "stands";
        const buffer = answer && now === "draining" ? answer.functionBuffer(item, day) : null;
        setAttribute(button, "data-state", now);
        setAttribute(button, "aria-pressed", String(chosen === item.id));
        button.toggleAttribute("data-fresh", now === "lost" && this.isFresh(answer.lost[item.id]));
        setText(sign, SIGNS[now]);
        const words = this.#words(item, now, day, buffer);
        setText(state, words);
        setAttribute(button, "aria-label", `${item.title}: ${words.replace(" ▲", ", on weak figures")}`);
        drain.hidden = now !== "draining";
        if (now === "draining") drain.style.setProperty("--left", buffer.leftPart.toFixed(3));
        for (const pip of pips) this.#updatePip(pip, day);
    }

    #words(item, now, day, buffer) {
        const { answer } = this;
        const around = (item.providers ?? []).filter((id) => this.model.isInUse(id));
        const all = around.length;
        const standing = around.filter((id) => !answer?.isProviderLost(id, day)).length;
        switch (now) {
        case "lost": return `lost ${afterText(answer.lost[item.id])}${answer.isWeak(item.id) ? " ▲" : ""}`;
        case "again": return `stands again ${afterText(answer.again[item.id])}`;
        case "draining": return `buffer: ${spanText(buffer.untilDay - day)} left`;
        case "weakened": return `${standing} of ${all} left`;
        default: return item.rule ? `${all} in use, ${ruleText(item.rule)}` : `${all} in use`;
        }
    }

    #updatePip({ node, provider, title }, day) {
        const { answer } = this;
        const isLost = answer?.isProviderLost(provider.id, day) ?? false;
        const buffer = isLost ? null : answer?.buffer(provider.id, day);
        const now = isLost ? "lost" : buffer ? "draining" : "stands";
        if (setIfNew(node, now)) node.title = isLost
            ? `${title}: lost ${afterText(answer.providersLost[provider.id])}` : title;
        if (buffer) node.style.setProperty("--left", buffer.leftPart.toFixed(3));
    }

    /** Lines: faint from every need to who needs it, strong along the causes of each loss. */
    #drawLinks() {
        if (!this.cards || this.sheet.clientWidth === 0) return;
        const box = this.sheet.getBoundingClientRect();
        for (const picture of [this.links, this.causes]) {
            picture.setAttribute("viewBox", `0 0 ${r(box.width)} ${r(box.height)}`);
        }
        const place = (node) => {
            const { left, top, width: w, height: h } = node.getBoundingClientRect();
            return { x: left - box.left + w / 2, y: top - box.top + h / 2, w, h };
        };
        const places = new Map([...this.cards].map(([id, { button }]) => [id, place(button)]));
        for (const node of this.leavers.querySelectorAll("[data-leaver]")) places.set(node.dataset.leaver, place(node));
        this.links.replaceChildren(...[...this.needs].flatMap(([id, needs]) => [...needs].map((need) =>
            svg("path", { class: "need", d: curve(places.get(need), places.get(id)), "data-from": need,
                "data-to": id }))), ...this.#causeLinks(places));
        if (this.day !== undefined) this.showDay(this.day, this.chosen, this.isFresh);
        this.#light(this.chosen || null);
    }

    #causeLinks(places) {
        const drawn = new Map();
        for (const [id, chain] of Object.entries(this.answer?.chains ?? {})) {
            const steps = chain.filter((step) => places.has(step.id));
            for (let at = 0; at + 1 < steps.length; at += 1) {
                const [to, from] = [steps[at].id, steps[at + 1].id];
                if (at > 0 && to !== id && drawn.has(`${from} ${to}`)) continue;
                const d = curve(places.get(from), places.get(to));
                drawn.set(`${from} ${to}`, svg("path", { class: "spread", d, "data-from": from, "data-to": to,
                    "data-day": String(steps[at].afterDays) }));
            }
        }
        return drawn.values();
    }

    /** Show what one function needs and what needs it, and above the cards the way its loss comes. */
    #light(id) {
        const way = (this.answer?.chains[id] ?? []).map((step) => step.id).filter((step) => this.cards.has(step)
            || this.leaving?.includes(step));
        const onWay = new Set(way.slice(1).map((from, at) => `${from} ${way[at]}`));
        const lit = [];
        for (const path of this.links.children) {
            const { from, to } = path.dataset;
            path.toggleAttribute("data-needed", id !== null && to === id);
            path.toggleAttribute("data-needing", id !== null && from === id);
            if (path.matches(".spread") && onWay.has(`${from} ${to}`)) lit.push(path.cloneNode());
        }
        this.causes.replaceChildren(...lit);
    }
}

/** A rule of many parts does not fit a card; the panel of causes has it whole. */
const ruleText = (rule) => (rule.length > 18 ? `${rule.split(/,? (?:and|or) /).length}-part rule` : `needs ${rule}`);

function setIfNew(node, state) {
    if (node.dataset.state === state) return false;
    node.dataset.state = state;
    return true;
}

/** A line from the edge of one card to the edge of another. */
function curve(from, to) {
    const isBelow = to.y > from.y + from.h / 2;
    const isAbove = to.y < from.y - from.h / 2;
    if (isBelow || isAbove) {
        const [y1, y2] = isBelow ? [from.y + from.h / 2, to.y - to.h / 2] : [from.y - from.h / 2, to.y + to.h / 2];
        const middle = (y1 + y2) / 2;
        return `M${r(from.x)} ${r(y1)}C${r(from.x)} ${r(middle)} ${r(to.x)} ${r(middle)} ${r(to.x)} ${r(y2)}`;
    }
    const y = from.y + from.h / 2;
    return `M${r(from.x)} ${r(y)}C${r(from.x)} ${r(y + 12)} ${r(to.x)} ${r(y + 12)} ${r(to.x)} ${r(to.y + to.h / 2)}`;
}

const r = (value) => value.toFixed(1);
