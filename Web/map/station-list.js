/** The map's stations as a list that keys can reach: place, owner, and by what right we may or may not use each. */
import { element, setText } from "../core/dom.js";
import { latitudeLongitude } from "../core/format.js";
import { reasonInWords, rightInWords } from "../panels/rights.js";

/** A folding list laid over the map’s corner. */
export class StationList {
    /** @param {(id: string|null) => void} onHighlight a station is pointed at, or none */
    constructor(state, onHighlight) {
        this.state = state;
        this.heading = element("summary", {}, "Stations");
        this.list = element("ul");
        this.node = element("details", { class: "station-list" }, this.heading,
            element("p", {}, "Hollow dot, dashed circle: withheld from us. Diamond: relay satellite."), this.list);
        const highlight = (event) => onHighlight(event.target.closest("[data-station]")?.dataset.station ?? null);
        for (const name of ["focusin", "pointerover"]) this.list.addEventListener(name, highlight);
        for (const name of ["focusout", "pointerleave"]) this.list.addEventListener(name, () => onHighlight(null));
        this.list.addEventListener("click", (event) => this.#askWhy(event));
        this.node.addEventListener("keydown", (event) => {
            if (event.key !== "Escape" || !this.node.open) return;
            this.node.open = false;
            this.heading.focus();
        });
    }

    build() {
        const { stations, relays, partners } = this.state;
        setText(this.heading, `Stations (${stations.length})`);
        this.list.replaceChildren(...stations.map((station) => this.#station(station)), ...relays.map((relay) =>
            element("li", { "data-partner": relay.partner },
                element("i", { class: "dot diamond", "aria-hidden": "true" }),
                element("span", {}, `${relay.name} · ${partners.get(relay.partner)?.agency ?? relay.partner} relay`),
                element("small", {}, Number.isFinite(relay.longitudeDeg)
                    ? latitudeLongitude(0, relay.longitudeDeg).split("N ")[1] : "place not given"))));
    }

    #station(station) {
        const permitted = station.decision?.outcome === "permit";
        const right = permitted ? rightInWords(station.decision, station.partner, this.state.me.partner.id)
            : `withheld: ${reasonInWords(station.decision)}`;
        const agency = this.state.partners.get(station.partner)?.agency ?? station.partner;
        return element("li", { "data-partner": station.partner }, element("button", { type: "button",
            "data-station": station.id, "data-withheld": String(!permitted) },
        element("i", { class: "dot", "aria-hidden": "true" }), element("span", {}, `${station.name} · ${agency}`),
        element("small", {}, latitudeLongitude(station.latitudeDeg, station.longitudeDeg)),
        element("small", {}, right)));
    }

    #askWhy(event) {
        const id = event.target.closest("[data-station]")?.dataset.station;
        const station = this.state.stations.find((one) => one.id === id);
        if (station) this.state.emit("why", { action: "use", resource: `station:${id}`, label: station.name });
    }
}
