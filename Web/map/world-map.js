/** The world map: a canvas for the eyes, a line of words and a list of stations for everyone. */
import { legible } from "../core/colour.js";
import { element, setText } from "../core/dom.js";
import { decimal, latitudeLongitude, withoutBrackets } from "../core/format.js";
import { arcBetween } from "../geometry/sphere.js";
import { placeAt, subsolarLater } from "../geometry/track.js";
import { decodeCoastlines, drawBase, drawGraticuleFigures } from "./base-layer.js";
import { drawLabels } from "./labels.js";
import { STATION_COLOUR, drawNight, drawRelays, drawSpacecraft, drawStations, drawSun, drawTracks } from "./layers.js";
import { Projection } from "./projection.js";
import { StationList } from "./station-list.js";

const POINTER_REACH_PX = 14;

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class WorldMap extends HTMLElement {
    connect(state) {
        this.state = state;
        this.coastlines = null;
        this.highlighted = null;
        this.readout = element("p", { class: "readout", id: "map-readout", "data-testid": "map-readout" },
            "No orbit known yet");
        this.canvas = element("canvas", { role: "img", "aria-describedby": "map-readout", "aria-label":
            "World map with day and night, the station’s track and the ground stations" });
        this.base = document.createElement("canvas");
        this.stationList = new StationList(state, (id) => this.#highlight(id));
        this.append(this.canvas, this.readout, this.stationList.node);
        this.canvas.addEventListener("pointermove", (event) => this.#pointed(event));
        this.canvas.addEventListener("pointerleave", () => this.#highlight(null));
        new ResizeObserver(() => this.#resize()).observe(this.canvas);
        for (const topic of ["orbit", "second"]) state.on(topic, () => this.#draw());
        state.on("stations", () => {
            this.stationList.build();
            this.#draw();
        });
        this.#loadCoastlines();
    }

    async #loadCoastlines() {
        try {
            const response = await fetch("/assets/data/coastlines.json");
            if (!response.ok) throw new Error(`status ${response.status}`);
            this.coastlines = decodeCoastlines(await response.json());
            this.#resize();
        } catch (error) {
            console.warn(`coastlines not loaded: ${error.message}; the map shows the graticule only`);
        }
    }

    #resize() {
        const { clientWidth: width, clientHeight: height } = this.canvas;
        if (width === 0 || height === 0) return;
        this.projection = new Projection(width, height);
        this.ratio = window.devicePixelRatio || 1;
        for (const canvas of [this.canvas, this.base]) {
            canvas.width = Math.round(width * this.ratio);
            canvas.height = Math.round(height * this.ratio);
        }
        const context = this.base.getContext("2d");
        context.scale(this.ratio, this.ratio);
        drawBase(context, this.projection, this.coastlines);
        this.#draw();
    }

    #draw() {
        if (!this.projection || this.canvas.clientWidth === 0) return;
        if (window.devicePixelRatio !== this.ratio) return this.#resize();
        const context = this.canvas.getContext("2d");
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.drawImage(this.base, 0, 0);
        context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
        const { orbit, stations, partners, relays } = this.state;
        if (orbit) this.#drawNight(context, orbit);
        drawGraticuleFigures(context, this.projection);
        drawRelays(context, this.projection, relays, partners);
        drawStations(context, this.projection, stations, partners, this.highlighted);
        const place = orbit ? this.#drawOrbit(context, orbit) : null;
        this.#drawLabels(context, place);
        if (orbit) this.#tell(orbit, place);
    }

    #drawNight(context, orbit) {
        const subsolar = subsolarLater(orbit.subsolar, this.state.clock.nowMs() - orbit.timeMs);
        drawNight(context, this.projection, subsolar);
        drawSun(context, this.projection, subsolar);
    }

    #drawOrbit(context, orbit) {
        const nowMs = this.state.clock.nowMs();
        drawTracks(context, this.projection, orbit.track, nowMs);
        const place = placeAt(orbit.track, nowMs);
        if (place) drawSpacecraft(context, this.projection, place, orbit.footprintRadiusDeg);
        return place;
    }

    /** The highlighted station and our own come first, so that theirs are the labels that stay when room is short. */
    #drawLabels(context, place) {
        const me = this.state.me.partner.id;
        const weight = (station) => (station.id === this.highlighted ? 0 : station.partner === me ? 1
            : station.decision?.outcome === "permit" ? 2 : 3);
        const point = (longitude, latitude) => ({ x: this.projection.x(longitude), y: this.projection.y(latitude) });
        const items = [...this.state.stations].sort((a, b) => weight(a) - weight(b)).map((station) => ({
            ...point(station.longitudeDeg, station.latitudeDeg), dot: 4, text: withoutBrackets(station.name),
            colour: station.id === this.highlighted ? "#ffffff" : "#b4c1ce" }));
        if (place) {
            items.unshift({ ...point(place.longitudeDeg, place.latitudeDeg), dot: 10, colour: STATION_COLOUR,
                text: this.state.me.programme.id.toUpperCase() });
        }
        for (const relay of this.state.relays.filter((one) => Number.isFinite(one.longitudeDeg))) {
            items.push({ ...point(relay.longitudeDeg, 0), dot: 5, text: relay.name,
                colour: legible(this.state.partners.get(relay.partner)?.colour) });
        }
        const { width, height } = this.projection;
        drawLabels(context, this.projection, items, [{ left: 0, right: width, top: height - 22, bottom: height }]);
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
            const distance = Math.hypot(this.projection.x(station.longitudeDeg) - event.offsetX,
                this.projection.y(station.latitudeDeg) - event.offsetY);
            if (distance < reach) [nearest, reach] = [station.id, distance];
        }
        this.#highlight(nearest);
    }
}
