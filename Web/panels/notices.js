/** Loud lines under the header: a stale element set, a lost connection, a gap in the data, a failing archive. */
import { element, setText } from "../core/dom.js";
import { count, dayOfYearUTC, timeOfDayUTC } from "../core/format.js";

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class Notices extends HTMLElement {
    connect(state) {
        this.state = state;
        this.stale = this.#line("stale-banner", "caution", "status");
        this.connection = this.#line("connection-banner", "danger", "alert");
        this.archive = this.#line("archive-banner", "danger", "alert");
        this.gap = this.#line("gap-banner", "caution", "status");
        this.failures = this.#line("load-banner", "caution", "status");
        this.dropped = 0;
        state.on("orbit", () => this.#showElementSet());
        state.on("connection", () => this.#showConnection());
        state.on("link", () => this.#showArchive());
        state.on("gap", (dropped) => this.#showGap(dropped));
        state.on("load-failures", (reasons) => this.#show(this.failures,
            reasons.length ? `Some of this page could not be loaded: ${[...new Set(reasons)].join("; ")}` : ""));
        this.#showElementSet();
    }

    #line(testId, kind, role) {
        const text = element("span");
        const close = element("button", { type: "button", "aria-label": "Dismiss this notice" }, "✕");
        const node = element("p", { class: `notice ${kind}`, "data-testid": testId, role, hidden: true },
            element("b", { "aria-hidden": "true" }, kind === "danger" ? "■" : "▲"), text, close);
        const line = { node, text, dismissed: "" };
        close.addEventListener("click", () => {
            line.dismissed = text.textContent;
            node.hidden = true;
        });
        this.append(node);
        return line;
    }

    #show(line, text) {
        line.node.hidden = text === "" || text === line.dismissed;
        if (text) setText(line.text, text);
    }

    #showElementSet() {
        const set = this.state.orbit?.elementSet ?? this.state.me.elementSet;
        if (!set?.stale) return this.#show(this.stale, "");
        const epoch = dayOfYearUTC(Date.parse(set.epoch));
        this.#show(this.stale, `Element set of ${set.name} is ${set.ageDays.toFixed(1)} days old (epoch ${epoch} UTC): `
            + "positions, passes and eclipses drift by kilometres and more. Load a newer one.");
    }

    #showConnection() {
        const { phase } = this.state.connection;
        document.body.toggleAttribute("data-disconnected", phase !== "open");
        if (phase === "open") this.hasBeenOpen = true;
        if (phase === "open" || (phase === "connecting" && !this.hasBeenOpen)) return this.#show(this.connection, "");
        this.#show(this.connection,
            "Connection to the node lost: what is shown is not live. Connecting again by itself.");
    }

    #showArchive() {
        const archive = this.state.link?.archive;
        this.#show(this.archive, archive?.state === "failing" ? `The archive is failing: ${archive.text}` : "");
    }

    #showGap(dropped) {
        this.dropped += Number(dropped) || 0;
        const at = timeOfDayUTC(this.state.clock.nowMs());
        this.#show(this.gap, `This connection is too slow: ${count(this.dropped)} live messages were left out, the `
            + `last at ${at} UTC. The archive has them all.`);
    }
}
