/** "May I…?": a question to the gate in a partner's own words; the answer comes in the dialog and stays in a list. */
import { element, setText } from "../core/dom.js";
import { instantInWords } from "./words.js";

const ASKED_KEPT = 8;
const ACTIONS = ["read", "list", "export", "acknowledge", "use", "command", "transfer", "disclose", "send", "receive"];
const KINDS = [["parameter", "a parameter"], ["alarm", "an alarm"], ["element", "an element"],
    ["station", "a ground station"], ["event", "events of an element"], ["orbit", "the orbit"], ["link", "the link"]];
const NAMELESS = ["orbit", "link"];
const OUTCOME = { permit: "yes", deny: "no", needs: "not yet", advise: "advice only" };

/** The form and the list of what was asked. */
export class AskForm {
    constructor(state) {
        this.state = state;
        this.asked = [];
        const offered = ACTIONS.map((value) => element("option", { value }));
        const words = element("datalist", { id: "ask-actions" }, ...offered);
        this.names = element("datalist", { id: "ask-names" });
        this.action = element("input", { id: "ask-action", list: "ask-actions", value: "read", required: true,
            autocomplete: "off", spellcheck: "false" });
        this.kind = element("select", { id: "ask-kind" }, ...KINDS.map(([value, text]) =>
            element("option", { value }, text)));
        this.name = element("input", { id: "ask-name", list: "ask-names", autocomplete: "off", spellcheck: "false",
            placeholder: "its name" });
        this.list = element("ul", { class: "asked", "data-testid": "asked" });
        this.asOf = element("span", { class: "note", role: "status", "data-testid": "ask-as-of" });
        const form = this.#form();
        this.node = element("div", { class: "tool" }, element("p", { class: "about" },
            "Ask what the agreements say today. The answer names the clauses that decide it, what is missing, and the ",
            "clause that comes nearest."), form, words, this.names, this.list);
        this.kind.addEventListener("change", () => this.#offerNames());
        state.on("parameters", () => this.#offerNames());
        state.on("decided", (answer) => this.#keep(answer));
        this.#offerNames();
    }

    #form() {
        const form = element("form", { class: "ask", "data-testid": "ask-form" },
            element("label", { for: "ask-action" }, `May ${this.state.me.partner.agency}`), this.action,
            element("label", { for: "ask-kind", class: "visually-hidden" }, "what"), this.kind,
            element("label", { for: "ask-name", class: "visually-hidden" }, "its name"), this.name,
            element("button", { type: "submit", class: "main" }, "Ask"), this.asOf);
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            this.#ask();
        });
        return form;
    }

    /** The gate judges by the present, whatever date the page looks at. @param {number|null} atMs null for today */
    tellDate(atMs) {
        setText(this.asOf, atMs === null ? "" : `as of today, not of ${instantInWords(atMs)}`);
    }

    /** The dialog answers. A name that is itself `kind:name` is taken as it stands. */
    #ask() {
        const [action, name] = [this.action.value.trim().toLowerCase(), this.name.value.trim()];
        const isWhole = KINDS.some(([kind]) => name.startsWith(`${kind}:`));
        const resource = isWhole || NAMELESS.includes(this.kind.value) || name === ""
            ? name || this.kind.value : `${this.kind.value}:${name}`;
        this.state.emit("why", { action, resource, label: this.#label(resource) });
    }

    #label(resource) {
        const name = resource.split(":")[1] ?? resource;
        return this.state.parameters.get(name)?.label ?? this.state.elements.get(name)?.name ?? name;
    }

    #offerNames() {
        const { state } = this;
        const kind = this.kind.value;
        this.name.hidden = NAMELESS.includes(kind);
        this.name.required = !["event", ...NAMELESS].includes(kind);
        const parameters = () => [...state.parameters.values()].map(({ name, label }) => [name, label]);
        const offered = { parameter: parameters, alarm: parameters,
            station: () => state.stations.map(({ id, name }) => [id, name]) }[kind]
            ?? (() => [...state.elements.values()].map(({ id, name }) => [id, name]));
        this.names.replaceChildren(...(NAMELESS.includes(kind) ? [] : offered()).map(([value, label]) =>
            element("option", { value, label })));
    }

    #keep({ action, resource, label, decision }) {
        const key = `${action} ${resource}`;
        this.asked = [{ key, action, resource, label, outcome: decision.outcome },
            ...this.asked.filter((one) => one.key !== key)].slice(0, ASKED_KEPT);
        this.list.replaceChildren(element("li", { class: "caption" }, "Asked on this page"),
            ...this.asked.map((one) => this.#row(one)));
    }

    #row({ action, resource, label, outcome }) {
        const again = element("button", { type: "button", class: "why" }, "why?");
        again.addEventListener("click", () => this.state.emit("why", { action, resource, label }));
        return element("li", {}, element("b", { "data-outcome": outcome }, OUTCOME[outcome] ?? outcome),
            element("span", {}, `${action} `, element("code", {}, resource)), again);
    }
}
