/** The top line: whose console this is, what mode it is in, and the amber clocks. */
import { element, setText } from "../core/dom.js";
import { countdown, dayOfYearUTC, missionElapsedTime } from "../core/format.js";

const MODE_MEANING = { SIM: "simulation, not the real station", LIVE: "the real station", REPLAY: "a recording" };

function clock(testId, label) {
    const caption = element("span", { class: "caption" }, label);
    const value = element("span", { class: "reading", "data-cell": "value" }, "—");
    return { node: element("div", { class: "clock", "data-testid": testId }, caption, " ", value), caption, value };
}

/** The next rise or set among the passes this partner may use. @returns {{kind: "AOS"|"LOS", name, atMs}|null} */
export function nextContactChange(passes, nowMs) {
    let next = null;
    for (const pass of passes) {
        for (const [kind, atMs] of [["AOS", pass.aosMs], ["LOS", pass.losMs]]) {
            if (atMs > nowMs && (next === null || atMs < next.atMs)) next = { kind, name: pass.stationName, atMs };
        }
    }
    return next;
}

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class StatusHeader extends HTMLElement {
    connect(state) {
        this.state = state;
        this.setAttribute("role", "banner");
        this.utc = clock("clock-utc", "UTC");
        this.elapsed = clock("clock-met", "MET");
        this.sun = clock("clock-sun", "Sunlight");
        this.next = clock("clock-next", "Next AOS");
        this.clocks = element("div", { class: "clocks" },
            this.utc.node, this.elapsed.node, this.sun.node, this.next.node);
        this.replaceChildren(this.#nameplate(), this.#partnerChip(), this.#modeBadge(), this.clocks);
        this.startMs = Date.parse(state.me.programme.missionStart);
        state.on("second", () => this.#tick());
        this.#tick();
    }

    #nameplate() {
        return element("div", { class: "nameplate" },
            element("h1", {}, "Comity"), element("span", {}, this.state.me.programme.name));
    }

    #partnerChip() {
        const { id, agency, controlCentre, name } = this.state.me.partner;
        const role = this.state.me.role?.id.replaceAll("-", " ");
        return element("div", { class: "partner-chip", "data-partner": id, "data-testid": "partner-chip", title: name },
            element("i", { class: "dot", "aria-hidden": "true" }), element("b", {}, agency), " ",
            role ? element("span", { title: this.state.me.role.name }, role)
                : controlCentre ? element("span", {}, controlCentre) : null);
    }

    #modeBadge() {
        const { mode } = this.state.me;
        return element("div", { class: "mode", "data-testid": "mode-badge", title: MODE_MEANING[mode] ?? "" }, mode);
    }

    #tick() {
        const nowMs = this.state.clock.nowMs();
        setText(this.utc.value, dayOfYearUTC(nowMs));
        setText(this.elapsed.value, missionElapsedTime(nowMs, this.startMs));
        this.#showNextContact(nowMs);
        this.#showSunlight(nowMs);
    }

    #showNextContact(nowMs) {
        const usable = this.state.passes.filter((pass) => pass.decision?.outcome === "permit");
        const next = nextContactChange(usable, nowMs);
        setText(this.next.caption, next ? `${next.kind} ${next.name} in` : "Next AOS");
        setText(this.next.value, next ? countdown(next.atMs - nowMs)
            : this.state.orbit ? "none in 12 h" : "—");
    }

    #showSunlight(nowMs) {
        const change = this.state.orbit?.nextSunlightChange;
        if (!change?.time) return setText(this.sun.value, this.state.orbit ? "no change" : "—");
        const leftMs = Date.parse(change.time) - nowMs;
        setText(this.sun.caption, change.to === "sunlit" ? "In shadow · sunrise in" : "Sunlit · sunset in");
        setText(this.sun.value, countdown(leftMs));
        if (leftMs < -1000 && !this.refreshing) this.#refreshOrbit();
    }

    async #refreshOrbit() {
        this.refreshing = true;
        await this.state.loadOrbit().catch(() => null);
        setTimeout(() => { this.refreshing = false; }, 10_000);
    }
}
