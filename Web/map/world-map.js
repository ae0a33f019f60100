/** The world, flat or as a globe, for the eyes; a line of words and a list of stations for everyone. */
import { element, setText } from "../core/dom.js";
import { decimal, latitudeLongitude } from "../core/format.js";
import { arcBetween } from "../geometry/sphere.js";
import { placeAt } from "../geometry/track.js";
import { GlobeView } from "../globe/globe-view.js";
import { decodeCoastlines } from "./base-layer.js";
import { FlatView } from "./flat-view.js";
import { StationList } from "./station-list.js";

const POINTER_REACH_PX = 14;
const GLOBE = "globe";

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class WorldMap extends HTMLElement {
    connect(state) {
        this.state = state;
        this.highlighted = null;
        this.readout = element("p", { class: "readout", id: "map-readout", "data-testid": "map-readout" },
            "No orbit known yet");
        this.flat = new FlatView(state);
        this.globe = new GlobeView(state);
        this.view = this.flat;
        this.stationList = new StationList(state, (id) => this.#highlight(id));
        this.append(this.flat.node, this.globe.node, this.#switch(), this.readout, this.stationList.node);
        for (const { canvas } of [this.flat, this.globe]) {
            canvas.addEventListener("pointermove", (event) => this.#pointed(event));
            canvas.addEventListener("pointerleave", () => this.#highlight(null));
        }
        for (const topic of ["orbit", "second"]) state.on(topic, () => this.#draw());
        state.on("stations", () => {
            this.stationList.build();
            this.#draw();
        });
        this.#loadCoastlines();
    }

    #switch() {
        this.links = ["", GLOBE].map((kind) => element("a", { href: kind ? `#live/${kind}` : "#live",
            "data-kind": kind, "data-testid": kind ? "show-globe" : "show-map" }, kind ? "Globe" : "Map"));
        return element("div", { class: "map-switch", role: "group", "aria-label": "Flat map or globe" }, ...this.links);
    }

    /** Show the Earth one way or the other. @param {string} [kind] `globe`; anything else is the flat map */
    show(kind) {
        this.view = kind === GLOBE ? this.globe : this.flat;
        (kind === GLOBE ? this.flat : this.globe).hide();
        this.view.show();
        this.dataset.kind = kind === GLOBE ? GLOBE : "map";
        for (const link of this.links) {
            if ((link.dataset.kind === GLOBE) === (kind === GLOBE)) link.setAttribute("aria-current", "true");
            else link.removeAttribute("aria-current");
        }
    }

    async #loadCoastlines() {
        try {
            const response = await fetch("/assets/data/coastlines.json");
            if (!response.ok) throw new Error(`status ${response.status}`);
            const coastlines = decodeCoastlines(await response.json());
            this.flat.setCoastlines(coastlines);
            this.globe.setCoastlines(coastlines);
        } catch (error) {
            console.warn(`coastlines not loaded: ${error.message}; the map shows the graticule only`);
        }
    }

    #draw() {
        this.view.draw(this.highlighted);
        const { orbit } = this.state;
        if (orbit) this.#tell(orbit, placeAt(orbit.track, this.state.clock.nowMs()));
    }

    #tell(orbit, place) {
        const { now } = orbit;
        const { latitudeDeg, longitudeDeg } = place ?? now;
        const seeing = this.state.stations.filter((station) => arcBetween(station.latitudeDeg, station.longitudeDeg,
            latitudeDeg, longitudeDeg) <= station.acquisitionRadiusDeg).map((station) => station.name);
        setText(this.readout, [latitudeLongitude(latitudeDeg, longitudeDeg), `${decimal(now.altitudeKm, 1)} km`,
            `${decimal(now.speedKmS, 2)} km/s`, now.sunlit ? "sunlit" : "in shadow", `β ${decimal(now.betaDeg, 1)}°`,
            `rev ${orbit.revolution}`, seeing.length ? `above ${seeing.join(", ")}` : "above no station"].join(" · "));
    }

    #highlight(id) {
        if (this.highlighted === id) return;
        this.highlighted = id;
        this.#draw();
    }

    #pointed(event) {
        let [nearest, reach] = [null, POINTER_REACH_PX];
        for (const station of this.state.stations) {
            const place = this.view.placeOf(station);
            const distance = place ? Math.hypot(place.x - event.offsetX, place.y - event.offsetY) : Infinity;
            if (distance < reach) [nearest, reach] = [station.id, distance];
        }
        this.#highlight(nearest);
    }
}
