/** Alarms, latched until someone with the right to do so acknowledges them. */
import { element, headingWithNote, partnerMark, setText } from "../core/dom.js";
import { duration, timeOfDayUTC } from "../core/format.js";
import { formatValue, unitText } from "../telemetry/values.js";
import { reasonInWords } from "./rights.js";

const SEVERITIES = ["severe", "critical", "distress", "warning", "watch"];
const LETTER = { watch: "A", warning: "W", distress: "D", critical: "C", severe: "S" };
const SIDE = { low: "below limit", high: "above limit", state: "off-nominal state" };

function rank(alarm) {
    return (alarm.acknowledged ? 10 : 0) + (alarm.active ? 0 : 5) + SEVERITIES.indexOf(alarm.severity);
}

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class AlarmsPanel extends HTMLElement {
    connect(state) {
        this.state = state;
        const { heading, note } = headingWithNote("Alarms");
        this.note = note;
        this.list = element("ul", { class: "alarms" });
        this.withheld = element("ul", { class: "withheld-lines" });
        this.append(element("section", {}, heading, this.list, this.withheld));
        this.failures = new Map();
        this.list.addEventListener("click", (event) => this.#clicked(event));
        state.on("alarms", () => this.#build());
        state.on("alarm", (alarm) => this.#announce(alarm));
        state.on("second", () => this.#tick());
        this.#build();
    }

    #build() {
        const focused = document.activeElement;
        const focusedId = this.contains(focused) ? focused.closest("li")?.dataset.id : null;
        const alarms = [...this.state.alarms.values()]
            .sort((a, b) => rank(a) - rank(b) || Date.parse(b.raisedAt) - Date.parse(a.raisedAt));
        this.rows = alarms.map((alarm) => this.#row(alarm));
        this.list.replaceChildren(...this.rows.map((row) => row.node));
        if (alarms.length === 0) this.list.append(element("li", { class: "empty" }, "None that we may see"));
        const open = alarms.filter((alarm) => !alarm.acknowledged).length;
        setText(this.note, `${open} open`);
        this.toggleAttribute("data-open", open > 0);
        this.#buildWithheld();
        this.#tick();
        this.rows.find((row) => String(row.alarm.id) === focusedId)?.node.querySelector("button")?.focus();
    }

    #row(alarm) {
        const span = element("span");
        const detail = element("small", {}, this.#elementName(alarm), " · ", partnerMark(alarm.partner), " · ", span);
        const value = formatValue(alarm.value, null, null);
        const node = element("li", { class: alarm.severity, "data-testid": `alarm-${alarm.id}`, "data-id": alarm.id,
            "data-acknowledged": String(Boolean(alarm.acknowledged)), "data-active": String(Boolean(alarm.active)) },
        element("b", { class: "severity", title: alarm.severity }, LETTER[alarm.severity] ?? "?",
            element("span", { class: "visually-hidden" }, ` ${alarm.severity}`)),
        element("span", { class: "what" }, alarm.label, " ",
            element("strong", {}, value, alarm.unit ? ` ${unitText(alarm.unit)}` : "")),
        this.#action(alarm), detail);
        const failure = this.failures.get(String(alarm.id));
        if (failure) node.append(element("small", { class: "failure", role: "alert" }, failure));
        return { node, span, alarm };
    }

    #elementName(alarm) {
        return this.state.elements.get(alarm.element)?.name ?? alarm.element ?? "whole station";
    }

    #action(alarm) {
        if (alarm.acknowledged) return element("span", { class: "done" }, "acknowledged");
        if (!alarm.mayAcknowledge) {
            const whose = alarm.partner ? `only ${alarm.partner} may acknowledge` : "not ours to acknowledge";
            return element("span", { class: "done" }, whose);
        }
        const label = `Acknowledge ${alarm.label}`;
        return element("button", { type: "button", "data-testid": "ack", "aria-label": label }, "Ack");
    }

    async #clicked(event) {
        const button = event.target.closest("[data-testid=ack]");
        if (!button) return;
        const { id } = button.closest("li").dataset;
        button.disabled = true;
        this.failures.delete(id);
        try {
            await this.state.acknowledge(id);
        } catch (error) {
            this.failures.set(id, `not acknowledged: ${error.message}`);
            await this.state.loadAlarms().catch(() => this.#build());
        }
    }

    #buildWithheld() {
        this.withheld.replaceChildren(...this.state.alarmsWithheld.filter((line) => line.count > 0).map((line) =>
            element("li", {}, element("span", {}, `${line.count} of `, partnerMark(line.partner), " withheld: ",
                element("em", {}, reasonInWords(line))))));
    }

    #announce(alarm) {
        const region = document.getElementById("announcer");
        region.textContent = `New ${alarm.severity} alarm: ${this.#elementName(alarm)}, ${alarm.label}, `
            + `${formatValue(alarm.value, null, null)} ${unitText(alarm.unit)}`;
    }

    #tick() {
        const nowMs = this.state.clock.nowMs();
        for (const { span, alarm } of this.rows ?? []) setText(span, this.#standing(alarm, nowMs));
    }

    #standing(alarm, nowMs) {
        const side = SIDE[alarm.side] ?? "off limits";
        const since = Date.parse(alarm.raisedAt);
        const standing = alarm.active ? `${side} for ${duration(nowMs - since)}`
            : `back to normal, latched since ${timeOfDayUTC(since)} UTC`;
        const { acknowledged } = alarm;
        if (!acknowledged) return standing;
        const at = timeOfDayUTC(Date.parse(acknowledged.at));
        return `${alarm.active ? standing : "back to normal"} · by ${acknowledged.by} at ${at} UTC`;
    }
}
