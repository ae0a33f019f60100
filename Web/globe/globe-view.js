/** The Earth as a globe: a ball by three.js or, without it, by a plain canvas, and over it all that the map shows. */
import { element } from "../core/dom.js";
import { vectorOf } from "../geometry/sphere.js";
import { placeAt, subsolarLater } from "../geometry/track.js";
import { mapLabels } from "../map/label-items.js";
import { drawLabels } from "../map/labels.js";
import { CanvasBall } from "./ball-canvas.js";
import { WebGLBall, threeIfInstalled } from "./ball-webgl.js";
import { Camera } from "./camera.js";
import { attachControls } from "./controls.js";
import { coastLines, drawCoasts, drawRelays, drawRim, drawSpacecraft, drawStations, drawSunSign, drawTerminator,
    drawTracks, placeOfRelay } from "./overlay.js";

/** The globe; same calls as FlatView. It works only while it is shown. */
export class GlobeView {
    constructor(state) {
        this.state = state;
        this.camera = new Camera();
        this.follows = true;
        this.coasts = [];
        this.canvas = element("canvas", { class: "overlay", tabindex: "0", role: "img", "aria-describedby":
            "map-readout", "data-testid": "globe", "aria-label": "Globe with day and night, the station’s orbit and "
            + "the ground stations. Arrow keys turn it, plus and minus zoom, F follows the station." });
        this.node = element("div", { class: "globe", hidden: true }, this.canvas, this.#buttons());
        attachControls(this.canvas, this.camera, { onTurn: () => this.#follow(false), onChange: () => this.#later(),
            onFollow: () => this.#follow(!this.follows) });
        document.addEventListener("visibilitychange", () => this.draw());
        new ResizeObserver(() => this.resize()).observe(this.canvas);
    }

    #buttons() {
        const button = (text, label, act) => {
            const node = element("button", { type: "button", "aria-label": label, title: label }, text);
            node.addEventListener("click", act);
            return node;
        };
        const zoom = (factor) => () => {
            this.camera.zoom(factor);
            this.draw();
        };
        this.followButton = button("Follow", "Keep the station in the middle", () => this.#follow(!this.follows));
        this.followButton.setAttribute("aria-pressed", "true");
        return element("div", { class: "globe-buttons" }, this.followButton, button("+", "Nearer", zoom(1.25)),
            button("−", "Farther", zoom(1 / 1.25)));
    }

    setCoastlines(coastlines) {
        this.coastlines = coastlines;
        this.coasts = coastLines(coastlines);
        this.ball?.setCoastlines(coastlines);
        this.draw();
    }

    /** Show it: the first time the ball is made, by three.js where that can be. */
    async show() {
        this.node.hidden = false;
        if (this.loading) return this.resize();
        this.loading = threeIfInstalled();
        this.#useBall(await this.loading);
    }

    hide() {
        this.node.hidden = true;
    }

    #useBall(THREE) {
        this.ball?.destroy();
        this.ball = null;
        try {
            if (THREE) this.ball = new WebGLBall(THREE, () => this.#useBall(null));
        } catch (error) {
            console.warn(`no WebGL: ${error.message}; the globe is drawn plainly`);
        }
        this.ball ??= new CanvasBall();
        this.ball.node.classList.add("ball");
        this.ball.node.setAttribute("aria-hidden", "true");
        this.node.prepend(this.ball.node);
        this.node.dataset.renderer = this.ball.kind;
        this.ball.setCoastlines(this.coastlines ?? null);
        this.resize();
    }

    #follow(follows) {
        this.follows = follows;
        this.followButton.setAttribute("aria-pressed", String(follows));
        if (follows) this.draw();
    }

    #later() {
        this.frame ??= requestAnimationFrame(() => {
            this.frame = null;
            this.draw();
        });
    }

    get isShown() {
        return Boolean(this.ball) && !this.node.hidden && !document.hidden && this.canvas.clientWidth > 0;
    }

    resize() {
        if (!this.isShown) return;
        const { clientWidth: width, clientHeight: height } = this.canvas;
        this.ratio = window.devicePixelRatio || 1;
        this.camera.setSize(width, height);
        [this.canvas.width, this.canvas.height] = [Math.round(width * this.ratio), Math.round(height * this.ratio)];
        this.ball.setSize(width, height, this.ratio);
        this.draw();
    }

    /** Draw the present. @param {string|null} [highlighted] a station's id */
    draw(highlighted = this.highlighted) {
        this.highlighted = highlighted;
        if (!this.isShown) return;
        if (window.devicePixelRatio !== this.ratio) return this.resize();
        const { orbit, stations, partners, relays, clock } = this.state;
        const nowMs = clock.nowMs();
        const place = orbit ? placeAt(orbit.track, nowMs) : null;
        if (this.follows && place) this.camera.moveTo(place.longitudeDeg, place.latitudeDeg * 0.7);
        const subsolar = orbit ? subsolarLater(orbit.subsolar, nowMs - orbit.timeMs) : null;
        const sun = subsolar ? vectorOf(subsolar.longitudeDeg, subsolar.latitudeDeg) : this.camera.outward;
        this.ball.draw(this.camera, sun);
        const context = this.canvas.getContext("2d");
        context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
        context.clearRect(0, 0, this.camera.width, this.camera.height);
        drawRim(context, this.camera);
        drawCoasts(context, this.camera, this.coasts);
        if (subsolar) drawTerminator(context, this.camera, subsolar);
        drawStations(context, this.camera, stations, partners, this.highlighted);
        drawRelays(context, this.camera, relays, partners);
        const point = orbit ? drawTracks(context, this.camera, orbit, nowMs) : null;
        if (subsolar) drawSunSign(context, this.camera, sun);
        const at = point && place
            ? drawSpacecraft(context, this.camera, point, place, orbit.footprintRadiusDeg) : null;
        drawLabels(context, this.camera, mapLabels(this.state, this.highlighted, at, this.#places()), this.#reserved());
    }

    #places() {
        return { station: (station) => this.placeOf(station), relay: (relay) => placeOfRelay(this.camera, relay) };
    }

    /** Where the readout and the buttons stand. */
    #reserved() {
        const { width, height } = this.camera;
        return [{ left: 0, right: width, top: height - 22, bottom: height },
            { left: 0, right: 150, top: 0, bottom: 70 }];
    }

    /** Where a station is on the picture; null behind the Earth. @returns {{x, y}|null} */
    placeOf({ longitudeDeg, latitudeDeg }) {
        const point = vectorOf(longitudeDeg, latitudeDeg, 1.001);
        return this.camera.sees(point) ? this.camera.project(point) : null;
    }
}
