/** A draft before signing: what would change, group by group, with a request that shows it. */
import { dateField, isDay } from "../core/date-field.js";
import { element, setAttribute, setText } from "../core/dom.js";
import { compareDraft, LARGEST_DRAFT_BYTES } from "./draft-request.js";
import { clauseLink } from "./links.js";
import { coded, effectChip, failureInWords, instantInWords, instantMs } from "./words.js";

/** A small document between two partners, to begin from. @param {string[]} parties @param {string} day its first */
const example = (parties, day) => `id: power-data
title: Arrangement on the power of the elements
tier: arrangement
parties: [${parties.join(", ")}]
inForceFrom: ${day}
source: a draft
clauses:
  - id: "1"
    title: power data
    text: Both read the power of the other's elements.
    source: a draft
    subject: parties
    actions: [read, list]
    resource: {kinds: [parameter], subsystems: [power]}
    effect: permit
    reason: work is planned together
`;

/** The text field with line numbers, the date, and the answer. */
export class DraftTool {
    constructor(state) {
        this.state = state;
        this.asking = 0;
        this.pageDay = new Date(state.clock.nowMs()).toISOString().slice(0, 10);
        this.text = element("textarea", { id: "draft-text", rows: 12, wrap: "off", spellcheck: "false",
            placeholder: "Paste a document in YAML here, or drop a file.", "aria-describedby": "draft-answer" });
        this.gutter = element("div", { class: "gutter", "aria-hidden": "true" });
        this.editor = element("div", { class: "editor" }, this.gutter, this.text);
        this.date = dateField({ id: "draft-date" }, (day) => {
            this.isDateSet = day !== "";
            this.#takeDate();
        }, { isEmptyDay: true });
        this.send = element("button", { type: "submit", class: "main" }, "Show what would change");
        this.answer = element("div", { id: "draft-answer", class: "draft-answer", role: "status",
            "data-testid": "draft-answer", tabindex: "-1" });
        this.node = element("div", { class: "tool" }, element("p", { class: "about" },
            "What would change if this document were signed and in force. The node compares every kind of request ",
            "and keeps nothing of the draft."), this.#form(), this.answer);
        this.text.addEventListener("input", () => {
            this.#forget();
            this.#number();
        });
        this.text.addEventListener("change", () => this.#takeDate());
        this.text.addEventListener("scroll", () => { this.gutter.scrollTop = this.text.scrollTop; });
        this.#takeDrops();
        this.#number();
    }

    /** The date follows the page's until it is set here. @param {number} ms */
    follow(ms) {
        this.pageDay = new Date(ms).toISOString().slice(0, 10);
        this.#takeDate();
    }

    #form() {
        const file = element("input", { type: "file", id: "draft-file", accept: ".yaml,.yml,text/yaml",
            class: "visually-hidden" });
        const begin = element("button", { type: "button" }, "Example");
        file.addEventListener("change", () => this.#read(file.files[0]));
        begin.addEventListener("click", () => this.#fill(example(this.#twoPartners(), this.#firstOfNextYear())));
        const form = element("form", { class: "draft-form", "data-testid": "draft-form" },
            element("label", { for: "draft-text", class: "visually-hidden" }, "The draft, YAML"), this.editor,
            element("div", { class: "controls" }, file,
                element("label", { for: "draft-file", class: "as-button" }, "Open file"), begin,
                element("label", { for: "draft-date", class: "date" }, "in force on ", this.date), this.send));
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            this.#compare();
        });
        return form;
    }

    /** We and another. */
    #twoPartners() {
        const me = this.state.me.partner.id;
        return [me, [...this.state.partners.keys()].find((id) => id !== me)].filter(Boolean);
    }

    #firstOfNextYear() {
        return `${new Date(this.state.clock.nowMs()).getUTCFullYear() + 1}-01-01`;
    }

    #takeDrops() {
        this.editor.addEventListener("dragover", (event) => {
            event.preventDefault();
            this.editor.dataset.drop = "";
        });
        this.editor.addEventListener("dragleave", () => delete this.editor.dataset.drop);
        this.editor.addEventListener("drop", (event) => {
            event.preventDefault();
            delete this.editor.dataset.drop;
            const [file] = event.dataTransfer.files;
            if (file) this.#read(file);
            else this.#fill(event.dataTransfer.getData("text"));
        });
    }

    async #read(file) {
        if (!file) return;
        if (file.size > LARGEST_DRAFT_BYTES) return this.#fail(`${file.name} has more than 256 KiB.`);
        this.#fill(await file.text());
    }

    #fill(text) {
        this.text.value = text;
        this.#takeDate();
        this.#number();
        this.answer.replaceChildren();
        this.#forget();
    }

    /** The page's date, or the draft's first day when that is later, unless another date was chosen. */
    #takeDate() {
        if (this.isDateSet) return;
        const [, from] = this.text.value.match(/^inForceFrom: *["']?(\d{4}-\d\d-\d\d)/m) ?? [];
        this.date.value = from > this.pageDay ? from : this.pageDay;
        setAttribute(this.date, "aria-invalid", "false");
    }

    /** An answer under way is of an older text: it is not shown. The node compares one draft at a time. */
    #forget() {
        this.asking += 1;
        if (!this.send.disabled) return;
        this.answer.replaceChildren(element("p", { class: "note" }, "The text has changed: ask again."));
    }

    #number(wrong = new Set()) {
        const count = Math.max(12, this.text.value.split("\n").length);
        this.gutter.replaceChildren(...Array.from({ length: count }, (_, at) =>
            element("span", { "data-wrong": wrong.has(at + 1) }, at + 1)));
        this.gutter.scrollTop = this.text.scrollTop;
    }

    async #compare() {
        if (this.text.value.trim() === "") return this.#fail("There is no text yet.");
        if (!isDay(this.date.value)) {
            return this.#fail("The date is no day of 1950 to 2100: expected YYYY-MM-DD.");
        }
        const asking = ++this.asking;
        this.send.disabled = true;
        this.answer.replaceChildren(element("p", { class: "note" }, "Comparing every kind of request…"));
        try {
            const answer = await compareDraft(this.text.value, `${this.date.value}T00:00:00Z`);
            if (asking === this.asking) this.#show(answer);
        } catch (error) {
            if (asking === this.asking) this.#fail(failureInWords(error, "the comparison of drafts"));
        } finally {
            this.send.disabled = false;
        }
    }

    #fail(words) {
        this.answer.replaceChildren(element("p", { class: "failure" }, words));
    }

    #show(answer) {
        const errors = answer.errors ?? [];
        this.#number(new Set(errors.map(({ line }) => line)));
        if (errors.length > 0) return this.answer.replaceChildren(this.#errors(errors));
        const groups = new Map();
        for (const change of answer.changes ?? []) {
            const name = change.group || "Changes";
            groups.set(name, [...groups.get(name) ?? [], change]);
        }
        const when = instantInWords(instantMs(answer.at));
        const place = answer.replaces ? `In place of ${answer.replaces}, on ${when}: ` : `On ${when}: `;
        this.answer.replaceChildren(
            element("p", { class: "summary" }, place,
                ...coded(answer.summary || `${groups.size ? "these answers" : "no answer"} would change`)),
            ...[...groups].map(([name, changes]) => this.#group(name, changes)));
    }

    #errors(errors) {
        const many = errors.length === 1 ? "One mistake" : `${errors.length} mistakes`;
        return element("div", {}, element("p", { class: "failure" }, `${many}; nothing was compared.`),
        element("ul", { class: "draft-errors", "data-testid": "draft-errors" }, ...errors.map(({ line, message }) => {
            const go = element("button", { type: "button" }, Number.isFinite(line) ? `line ${line}` : "document");
            go.addEventListener("click", () => this.#goTo(line ?? 1));
            return element("li", {}, go, element("span", {}, ...coded(message)));
        })));
    }

    #goTo(line) {
        const lines = this.text.value.split("\n");
        const from = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
        this.text.focus();
        this.text.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
        this.text.scrollTop = Math.max(0, (line - 4) * this.text.scrollHeight / Math.max(1, lines.length));
    }

    #group(name, changes) {
        return element("section", { class: "draft-group" },
            element("h4", { class: "part" }, name, element("span", { class: "note" }, String(changes.length))),
            ...changes.map((change) => this.#change(change)));
    }

    #change(change) {
        const node = element("article", { class: "change", "data-from": change.from, "data-to": change.to },
            element("p", { class: "turn" }, effectChip(change.from), element("i", { "aria-label": "becomes" }, "→"),
                effectChip(change.to), element("span", {}, element("b", {}, change.subject ?? "anyone"), " ",
                    change.action ?? "", " ", element("span", { class: "thing" }, change.resource ?? ""))));
        const clauses = change.clauses ?? [];
        if (clauses.length) {
            node.append(element("p", { class: "by" }, "by ", ...clauses.flatMap((clause, at) =>
                [at ? " · " : "", clauseLink(clause)])));
        }
        if (change.witnessText || change.witness) node.append(this.#witness(change));
        return node;
    }

    #witness({ witness, witnessText }) {
        const lines = Object.entries(witness ?? {}).map(([part, value]) =>
            `${part}: ${typeof value === "string" ? value : JSON.stringify(value)}`).join("\n");
        const title = element("summary", {}, "for example");
        setText(title, witnessText ? `for example: ${witnessText}` : "for example");
        return element("details", {}, title, element("pre", {}, lines));
    }
}
