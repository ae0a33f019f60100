/** What happened, newest first. */
import { element, headingWithNote, setText } from "../core/dom.js";
import { dayOfYearUTC } from "../core/format.js";

const LETTER = { info: "i", watch: "A", warning: "W", distress: "D", critical: "C", severe: "S", error: "E" };

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class EventsPanel extends HTMLElement {
    connect(state) {
        this.state = state;
        const { heading, note } = headingWithNote("Events");
        this.note = note;
        this.list = element("ol", { class: "events", tabindex: "0", "aria-label": "Events, newest first" });
        this.append(element("section", {}, heading, this.list));
        this.shown = new Map();
        state.on("events", () => this.#build());
    }

    /** Rows of events already shown are kept, so that one new event costs one new row. */
    #build() {
        const rows = new Map();
        for (const event of this.state.events) rows.set(event.id, this.shown.get(event.id) ?? this.#row(event));
        for (const [id, row] of this.shown) if (!rows.has(id)) row.remove();
        let before = this.list.firstChild;
        for (const row of rows.values()) {
            if (row === before) before = before.nextSibling;
            else this.list.insertBefore(row, before);
        }
        this.shown = rows;
        setText(this.note, this.state.eventsWithheld ? `${this.state.eventsWithheld} withheld` : "");
    }

    #row(event) {
        const name = event.element ? this.state.elements.get(event.element)?.name ?? event.element : null;
        return element("li", { class: event.severity, "data-kind": event.kind },
            element("time", { datetime: event.time }, dayOfYearUTC(Date.parse(event.time)).slice(5)),
            element("b", { title: event.severity }, LETTER[event.severity] ?? "·"),
            element("span", {}, name ? element("em", {}, `${name} · `) : null, event.text));
    }
}
