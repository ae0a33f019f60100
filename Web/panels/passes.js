/** The next passes: when, how high, from where to where, whose antenna, and by what right. */
import { element, headingWithNote, partnerMark, setText } from "../core/dom.js";
import { countdown, duration, timeOfDayUTC } from "../core/format.js";
import { reasonInWords, rightInWords } from "./rights.js";

const SHOWN = 14;
const azimuth = (degrees) => `${String(Math.round(degrees) % 360).padStart(3, "0")}°`;

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class PassesPanel extends HTMLElement {
    connect(state) {
        this.state = state;
        const { heading, note } = headingWithNote("Next contacts");
        this.note = note;
        this.list = element("ol", { class: "passes", tabindex: "0", "aria-label": "Next passes" });
        this.withheld = element("ul", { class: "withheld-lines" });
        this.append(element("section", {}, heading, this.list, this.withheld));
        this.rows = [];
        this.withheld.addEventListener("click", (event) => this.#askWhy(event));
        state.on("passes", () => this.#build());
        state.on("stations", () => this.#build());
        state.on("second", () => this.#tick());
    }

    #build() {
        const nowMs = this.state.clock.nowMs();
        const permitted = this.state.passes.filter((pass) => pass.decision?.outcome === "permit");
        const coming = permitted.filter((pass) => pass.losMs > nowMs).sort((a, b) => a.aosMs - b.aosMs).slice(0, SHOWN);
        this.rows = coming.map((pass) => this.#row(pass));
        this.list.replaceChildren(...this.rows.map((row) => row.node));
        if (coming.length === 0) {
            this.list.append(element("li", { class: "empty" }, "No pass we may use in the next 12 hours"));
        }
        this.#buildWithheld();
        this.#tick();
    }

    #row(pass) {
        const left = element("span", { class: "left" });
        const when = element("span", { class: "when" }, timeOfDayUTC(pass.aosMs));
        const right = rightInWords(pass.decision, pass.partner, this.state.me.partner.id);
        const azimuths = `az ${azimuth(pass.azimuthAosDeg)}→${azimuth(pass.azimuthLosDeg)}`;
        const shape = `max ${Math.round(pass.maxElevationDeg)}° · ${azimuths} · ${duration(pass.losMs - pass.aosMs)}`;
        const open = element("button", { type: "button", class: "station", title: "Show this pass in the sky",
            "data-testid": "show-sky" }, pass.stationName, " ", element("small", {}, pass.partner));
        open.addEventListener("click", () => this.state.emit("pass", pass));
        const node = element("li", { "data-partner": pass.partner },
            element("i", { class: "dot", "aria-hidden": "true" }), open,
            when, left,
            element("span", { class: "detail", title: pass.decision?.why }, `${shape} · `, element("em", {}, right)));
        return { node, pass, left, when };
    }

    /** One line a reason, however many stations and passes it withholds. */
    #buildWithheld() {
        const lines = new Map();
        for (const { station, partner, decision } of this.state.passes) {
            if (decision?.outcome === "permit") continue;
            const why = reasonInWords(decision);
            if (!lines.has(why)) lines.set(why, { why, stations: new Set(), partners: new Set() });
            lines.get(why).stations.add(station);
            lines.get(why).partners.add(partner);
        }
        this.withheld.replaceChildren(...[...lines.values()].map((line) => this.#withheldLine(line)));
    }

    #withheldLine({ why, stations, partners }) {
        const names = [...stations].map((id) => this.#nameOf(id)).join(", ");
        const howMany = `${stations.size} station${stations.size === 1 ? "" : "s"} of `;
        return element("li", {}, element("span", { title: names }, howMany,
            ...[...partners].flatMap((partner) => [partnerMark(partner), " "]), "withheld: ", element("em", {}, why)),
        element("button", { type: "button", class: "why", "data-station": [...stations][0],
            "aria-label": `Why are ${names} withheld?` }, "why?"));
    }

    #nameOf(id) {
        return this.state.stations.find((station) => station.id === id)?.name ?? id;
    }

    #askWhy(event) {
        const id = event.target.closest("[data-station]")?.dataset.station;
        if (!id) return;
        this.state.emit("why", { action: "use", resource: `station:${id}`, label: this.#nameOf(id) });
    }

    #tick() {
        const nowMs = this.state.clock.nowMs();
        let inView = 0;
        for (const { node, pass, left, when } of this.rows) {
            const now = pass.aosMs <= nowMs;
            if (now && pass.losMs > nowMs) inView += 1;
            node.toggleAttribute("data-now", now);
            setText(when, now ? "in view" : timeOfDayUTC(pass.aosMs));
            setText(left, now ? `LOS ${countdown(pass.losMs - nowMs)}` : countdown(pass.aosMs - nowMs));
        }
        setText(this.note, inView ? `${inView} in view` : "");
        if (this.rows.some((row) => row.pass.losMs <= nowMs)) this.#build();
    }
}
