/** One pass in the sky of its station, asked for when it is opened. */
import { get } from "../core/api.js";
import { element, setText } from "../core/dom.js";
import { count, countdown, dayOfYearUTC, decimal, duration, timeOfDayUTC } from "../core/format.js";
import { placeAlong, skyPlot } from "./sky-plot.js";

const NAKED_EYE_SUN_DEG = -6;
const azimuth = (degrees) => `${String(Math.round(degrees) % 360).padStart(3, "0")}°`;

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class SkyDialog extends HTMLElement {
    connect(state) {
        this.state = state;
        this.asking = 0;
        this.body = element("div", { class: "sky" });
        const close = element("button", { type: "button", class: "close" }, "Close");
        this.dialog = element("dialog", { "aria-labelledby": "sky-title", "data-testid": "sky" }, this.body, close);
        close.addEventListener("click", () => this.dialog.close());
        this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
        this.dialog.addEventListener("close", () => { this.pass = null; });
        this.append(this.dialog);
        state.on("pass", (pass) => this.#show(pass));
        state.on("second", () => this.#tick());
    }

    async #show({ station, stationName, tca }) {
        const asking = ++this.asking;
        this.pass = null;
        const title = element("h2", { id: "sky-title" }, stationName);
        this.body.replaceChildren(title, element("p", {}, "Asking for the pass…"));
        if (!this.dialog.open) this.dialog.showModal();
        try {
            const pass = await get(`/api/passes/${encodeURIComponent(station)}/track`, { at: tca });
            if (asking !== this.asking || !this.dialog.open) return;
            this.plot = skyPlot(pass);
            this.present = this.plot.querySelector(".present");
            this.now = element("p", { class: "sky-now", role: "status" });
            this.body.replaceChildren(title, element("p", { class: "sky-day" }, this.#when(pass)),
                element("div", { class: "sky-sides" }, this.plot,
                    element("div", { class: "sky-words" }, this.now, this.#facts(pass), this.#legend())));
            this.pass = { ...pass, aosMs: Date.parse(pass.aos), losMs: Date.parse(pass.los) };
            this.#tick();
        } catch (error) {
            if (asking !== this.asking) return;
            const failure = element("p", { class: "failure" }, `No plot of this pass: ${error.message}`);
            this.body.replaceChildren(title, failure);
        }
    }

    #when({ aos, los }) {
        return `${dayOfYearUTC(Date.parse(aos))} UTC · ${duration(Date.parse(los) - Date.parse(aos))}`;
    }

    #legend() {
        const entry = (kind, text) => element("span", {}, element("i", { class: `key ${kind}`, "aria-hidden": "true" }),
            text);
        return element("p", { class: "sky-legend" }, entry("sunlit", "spacecraft sunlit"), entry("dark", "in shadow"),
            entry("mask", "hidden from the antenna"), entry("minute", "full minute"));
    }

    #facts(pass) {
        const at = (iso) => {
            const ms = Date.parse(iso);
            return pass.points.reduce((best, point) => (Math.abs(point[0] - ms) < Math.abs(best[0] - ms)
                ? point : best));
        };
        const row = (name, iso) => {
            const [, azimuthDeg, elevationDeg, rangeKm] = at(iso);
            return element("tr", {}, element("th", { scope: "row" }, name),
                element("td", {}, timeOfDayUTC(Date.parse(iso))), element("td", {}, azimuth(azimuthDeg)),
                element("td", {}, `${decimal(elevationDeg, 0)}°`), element("td", {}, `${count(rangeKm)} km`));
        };
        const head = element("tr", {}, ...["", "UTC", "azimuth", "elevation", "range"].map((text) =>
            element("th", { scope: "col" }, text)));
        return element("div", { class: "sky-facts" }, element("table", {}, element("thead", {}, head),
            element("tbody", {}, row("AOS", pass.aos), row("highest", pass.tca), row("LOS", pass.los))),
        element("p", {}, this.#sunInWords(pass)));
    }

    #sunInWords({ sun, points }) {
        const elevation = `${decimal(sun.elevationDeg, 0)}°`;
        if (sun.elevationDeg >= -0.833) return `By day there: the Sun stands at ${elevation}.`;
        const dark = sun.elevationDeg < NAKED_EYE_SUN_DEG;
        const lit = points.some((point) => point[4] > 0.5);
        const eye = dark && lit ? " To the naked eye the spacecraft can be seen where its track is sunlit." : "";
        return `${dark ? "Night" : "Twilight"} there: the Sun stands at ${elevation}.${eye}`;
    }

    #tick() {
        if (!this.pass) return;
        const nowMs = this.state.clock.nowMs();
        const place = placeAlong(this.pass.points, nowMs);
        this.present.setAttribute("visibility", place ? "visible" : "hidden");
        if (place) {
            this.present.setAttribute("cx", place.x.toFixed(1));
            this.present.setAttribute("cy", place.y.toFixed(1));
        }
        const { aosMs, losMs } = this.pass;
        setText(this.now, nowMs < aosMs ? `AOS in ${countdown(aosMs - nowMs)}`
            : nowMs < losMs ? `in view, LOS in ${countdown(losMs - nowMs)}` : "over");
    }
}
