/** The question: what leaves, how, on which day, and which restorations are taken. */
import { dateField } from "../core/date-field.js";
import { element, partnerMark, setAttribute, setText } from "../core/dom.js";
import { KINDS, questionInWords } from "./scenario.js";

const KIND_TITLES = { partner: "Partners", vehicle: "Vehicles", site: "Sites and launchers", element: "Elements",
    communication: "Communication paths" };
const SHOWN_MOST = 60;

/** The question's form; `onChange(part)` gets the members of the scenario that change. */
export class ScenarioPicker {
    constructor({ onChange }) {
        this.onChange = onChange;
        this.partners = element("div", { class: "partner-filter", role: "group", "aria-label": "Partners that leave" });
        this.chips = element("ul", { class: "chips", "aria-label": "What leaves" });
        this.input = element("input", { type: "search", role: "combobox", id: "what-if-search",
            placeholder: "add a vehicle, site, element …", autocomplete: "off", "aria-expanded": "false",
            "aria-controls": "what-if-choices", "aria-label": "Add what leaves", "data-testid": "what-if-search" });
        this.listbox = element("ul", { class: "choices", id: "what-if-choices", role: "listbox", hidden: true,
            "aria-multiselectable": "true", "aria-label": "What can leave" });
        this.kinds = element("div", { class: "kinds", role: "radiogroup", "aria-label": "How it goes" });
        this.on = dateField({ id: "what-if-on", "data-testid": "what-if-on",
            title: "The day of the departure; as things stand when empty" }, (on) => this.onChange({ on }),
        { isEmptyDay: true });
        this.taken = element("ul", { class: "chips taken", "aria-label": "Restorations taken" });
        this.node = element("form", { class: "scenario", "aria-label": "The question",
            "data-testid": "what-if-question" }, element("div", { class: "field" },
            element("span", { class: "small-caption" }, "Without"), this.partners,
                this.chips, element("div", { class: "combobox" }, this.input, this.listbox)),
            element("div", { class: "field" }, this.kinds,
                element("label", { for: "what-if-on", class: "on" }, "on ", this.on),
                element("span", { class: "small-caption with-caption" }, "With"), this.taken));
        this.#listen();
    }

    build(model) {
        this.model = model;
        const partners = model.choices.filter(({ kind }) => kind === "partner");
        this.partners.replaceChildren(...partners.map(({ id, title }) => {
            const button = element("button", { type: "button", "data-partner": id, "data-choice": id, title,
                "aria-label": `Without ${title}` }, partnerMark(id));
            button.addEventListener("click", () => this.#toggle(id));
            return button;
        }));
        const kinds = Object.keys(KINDS).filter((kind) => !model.kinds || model.kinds.includes(kind));
        this.kinds.replaceChildren(...kinds.map((kind) => {
            const [words, explanation] = KINDS[kind];
            const input = element("input", { type: "radio", name: "what-if-kind", value: kind, id: `kind-${kind}` });
            input.addEventListener("change", () => this.onChange({ kind }));
            return element("label", { title: explanation, for: `kind-${kind}` }, input, words);
        }));
    }

    show(scenario) {
        this.scenario = scenario;
        for (const button of this.partners.children) {
            setAttribute(button, "aria-pressed", String(scenario.without.includes(button.dataset.choice)));
        }
        const partnerIds = new Set([...this.partners.children].map((button) => button.dataset.choice));
        this.chips.replaceChildren(...scenario.without.filter((id) => !partnerIds.has(id)).map((id) =>
            this.#chip(id, this.model.title(id), this.model.partnerOf(id), () => this.#toggle(id))));
        const suited = this.#suited(scenario.without);
        for (const input of this.kinds.querySelectorAll("input")) {
            input.checked = input.value === scenario.kind;
            // What an address asks stays in sight, with the node's word on why it does not suit.
            input.parentNode.hidden = !suited.has(input.value) && !input.checked;
        }
        if (this.on.value !== scenario.on) this.on.value = scenario.on;
        this.taken.replaceChildren(...scenario.with.map((id) => this.#chip(id,
            this.model.restorationById.get(id)?.action ?? id, null, () =>
                this.onChange({ with: scenario.with.filter((one) => one !== id) }))));
        if (scenario.with.length === 0) {
            this.taken.append(element("li", { class: "none-taken" }, "no restoration"));
        }
    }

    #chip(id, title, partner, onRemove) {
        const button = element("button", { type: "button", "aria-label": `Take ${title} out of the question` }, "×");
        button.addEventListener("click", onRemove);
        return element("li", { class: "chip", "data-partner": partner, "data-id": id, title }, partner
            ? element("i", { class: "dot", "aria-hidden": "true" }) : null, element("span", {}, title), button);
    }

    /** Ways in which all of these can go; a node that does not tell them knows no bounds. */
    #suited(ids) {
        return new Set(Object.keys(KINDS).filter((kind) =>
            ids.every((id) => this.model.choiceById.get(id)?.kinds?.includes(kind) ?? true)));
    }

    #toggle(id) {
        const { without, kind } = this.scenario;
        const left = without.includes(id) ? without.filter((one) => one !== id) : [...without, id];
        this.onChange({ without: left, kind: this.#suited(left).has(kind) ? kind : "taken-away" });
        if (!this.listbox.hidden) this.#list();
    }

    #listen() {
        this.node.addEventListener("submit", (event) => event.preventDefault());
        this.input.addEventListener("focus", () => this.#list());
        this.input.addEventListener("input", () => this.#list());
        this.input.addEventListener("keydown", (event) => this.#key(event));
        this.node.addEventListener("focusout", (event) => {
            if (!this.input.parentNode.contains(event.relatedTarget)) this.#close();
        });
        // A click on a choice must not take the focus out of the input.
        this.listbox.addEventListener("pointerdown", (event) => event.preventDefault());
    }

    #list() {
        const words = this.input.value.toLowerCase().trim().split(/\s+/);
        const found = this.model.choices.filter(({ id, title, kind }) => {
            const text = `${id} ${title} ${kind}`.toLowerCase();
            return kind !== "partner" && words.every((word) => text.includes(word));
        }).slice(0, SHOWN_MOST);
        this.options = [];
        const nodes = [];
        for (const [kind, title] of Object.entries(KIND_TITLES)) {
            const ofKind = found.filter((one) => one.kind === kind);
            if (ofKind.length) nodes.push(element("li", { class: "heading", role: "presentation" }, title));
            nodes.push(...ofKind.map((choice) => this.#option(choice)));
        }
        if (nodes.length === 0) nodes.push(element("li", { class: "heading", role: "presentation" }, "nothing found"));
        this.listbox.replaceChildren(...nodes);
        this.listbox.hidden = false;
        this.input.setAttribute("aria-expanded", "true");
        this.#point(this.pointed === undefined ? 0 : Math.min(this.pointed, this.options.length - 1));
    }

    #option({ id, title, partner }) {
        const isChosen = this.scenario.without.includes(id);
        const node = element("li", { role: "option", id: `choice-${id}`, "aria-selected": String(isChosen),
            "data-choice": id }, element("span", { class: "tick", "aria-hidden": "true" }, isChosen ? "✓" : ""),
        element("span", {}, title, " ", element("small", {}, id)), partner ? partnerMark(partner) : null);
        node.addEventListener("click", () => {
            this.pointed = this.options.indexOf(node);
            this.#toggle(id);
        });
        this.options.push(node);
        return node;
    }

    #point(at) {
        this.pointed = at;
        this.options.forEach((node, index) => node.toggleAttribute("data-pointed", index === at));
        setAttribute(this.input, "aria-activedescendant", this.options[at]?.id ?? null);
        this.options[at]?.scrollIntoView({ block: "nearest" });
    }

    #key(event) {
        const last = (this.options?.length ?? 0) - 1;
        if (event.key === "Escape") this.#close();
        else if (this.listbox.hidden && event.key === "ArrowDown") this.#list();
        else if (event.key === "ArrowDown") this.#point(Math.min(last, this.pointed + 1));
        else if (event.key === "ArrowUp") this.#point(Math.max(0, this.pointed - 1));
        else if (event.key === "Enter" && !this.listbox.hidden && this.options[this.pointed]) {
            this.#toggle(this.options[this.pointed].dataset.choice);
        } else if (event.key === "Backspace" && this.input.value === "" && this.scenario.without.length) {
            return this.onChange({ without: this.scenario.without.slice(0, -1) });
        } else return;
        event.preventDefault();
    }

    #close() {
        this.listbox.hidden = true;
        this.pointed = undefined;
        this.input.value = "";
        this.input.setAttribute("aria-expanded", "false");
    }
}

/** The second question beside the first: in words, with its own ways out. */
export function besideLine(beside, model, { onSwap, onRemove }) {
    const swap = element("button", { type: "button", "data-testid": "what-if-swap" }, "Swap");
    const remove = element("button", { type: "button", "data-testid": "what-if-alone" }, "End comparison");
    swap.addEventListener("click", onSwap);
    remove.addEventListener("click", onRemove);
    const text = element("span", {});
    setText(text, questionInWords(beside, (id) => model.title(id)));
    return element("p", { class: "beside-line" }, element("b", { class: "letter b" }, "B"), text, swap, remove);
}
