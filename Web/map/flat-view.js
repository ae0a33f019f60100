/** The Earth as a flat map on a canvas. */
import { element } from "../core/dom.js";
import { placeAt, subsolarLater } from "../geometry/track.js";
import { drawBase, drawGraticuleFigures } from "./base-layer.js";
import { mapLabels } from "./label-items.js";
import { drawLabels } from "./labels.js";
import { drawNight, drawRelays, drawSpacecraft, drawStations, drawSun, drawTracks } from "./layers.js";
import { Projection } from "./projection.js";

/** The flat map; same calls as GlobeView. */
export class FlatView {
    constructor(state) {
        this.state = state;
        this.coastlines = null;
        this.highlighted = null;
        this.node = this.canvas = element("canvas", { role: "img", "aria-describedby": "map-readout", "aria-label":
            "World map with day and night, the station’s track and the ground stations" });
        this.base = document.createElement("canvas");
        new ResizeObserver(() => this.resize()).observe(this.canvas);
    }

    setCoastlines(coastlines) {
        this.coastlines = coastlines;
        this.resize();
    }

    async show() {
        this.node.hidden = false;
        this.resize();
    }

    hide() {
        this.node.hidden = true;
    }

    resize() {
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
        this.draw();
    }

    /** Draw the present. @param {string|null} [highlighted] a station's id */
    draw(highlighted = this.highlighted) {
        this.highlighted = highlighted;
        if (!this.projection || this.canvas.clientWidth === 0) return;
        if (window.devicePixelRatio !== this.ratio) return this.resize();
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
        const { width, height } = this.projection;
        drawLabels(context, this.projection,
            mapLabels(this.state, this.highlighted, place && this.placeOf(place), this.#places()),
            [{ left: 0, right: width, top: height - 22, bottom: height }]);
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

    #places() {
        return { station: (station) => this.placeOf(station), relay: ({ longitudeDeg }) =>
            (Number.isFinite(longitudeDeg) ? this.placeOf({ longitudeDeg, latitudeDeg: 0 }) : null) };
    }

    /** Where a place is on the map. @returns {{x, y}|null} */
    placeOf({ longitudeDeg, latitudeDeg }) {
        if (!this.projection) return null;
        return { x: this.projection.x(longitudeDeg), y: this.projection.y(latitudeDeg) };
    }
}
