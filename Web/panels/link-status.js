/** The bottom line: this page's connection, the space link's counters, the archive, the element set's age. */
import { element, setAttribute, setText } from "../core/dom.js";
import { count, dayOfYearUTC, duration, timeOfDayUTC } from "../core/format.js";

const PHASE = { open: "connected", connecting: "connecting…", waiting: "not connected" };
const ITEMS = [["page", "Node"], ["link", "Link"], ["frames", "Frames"], ["bad", "bad"], ["lost", "lost"],
    ["packets", "Packets"], ["gaps", "missing"], ["refused", "refused"],
    ["archive", "Archive"], ["elements", "Elements"]];

function item(label, name) {
    const value = element("b", {}, "—");
    return { node: element("span", { class: "status", "data-item": name }, `${label} `, value), value };
}

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class LinkStatus extends HTMLElement {
    connect(state) {
        this.state = state;
        this.setAttribute("role", "contentinfo");
        this.setAttribute("aria-label", "Link and archive");
        this.items = Object.fromEntries(ITEMS.map(([name, label]) => [name, item(label, name)]));
        this.append(...Object.values(this.items).flatMap((one) => [one.node, " "]));
        for (const topic of ["link", "connection", "second", "orbit"]) state.on(topic, () => this.#show());
        this.#show();
    }

    #set(name, text, grade = null) {
        setText(this.items[name].value, text);
        setAttribute(this.items[name].node, "data-grade", grade);
    }

    #show() {
        const { phase, retryAtMs } = this.state.connection;
        const seconds = Math.ceil((retryAtMs - performance.now()) / 1000);
        const again = phase === "waiting" && seconds > 0 ? `, again in ${seconds} s` : "";
        this.#set("page", PHASE[phase] + again, phase === "open" ? "good" : "bad");
        this.#showElements();
        if (this.state.link) this.#showLink(this.state.link);
    }

    #showLink({ state, lastFrameAt, counters, archive }) {
        const silentFor = lastFrameAt ? ` for ${duration(this.state.clock.nowMs() - Date.parse(lastFrameAt))}` : "";
        const words = { receiving: "receiving", silent: `silent${silentFor}`, never: "nothing yet" };
        this.#set("link", words[state] ?? state, state === "receiving" ? "good" : "bad");
        this.#set("frames", count(counters?.framesReceived));
        this.#set("bad", count(counters?.framesBad), counters?.framesBad ? "caution" : null);
        this.#set("lost", count(counters?.framesLost), counters?.framesLost ? "caution" : null);
        this.#set("packets", count(counters?.packetsExtracted));
        this.#set("gaps", count(counters?.packetsLost), counters?.packetsLost ? "caution" : null);
        const { packetsBad = 0, packetsUnknown = 0, packetsUndecodable = 0 } = counters ?? {};
        const refused = packetsBad + packetsUnknown + packetsUndecodable;
        this.#set("refused", count(refused), refused ? "caution" : null);
        this.items.refused.node.hidden = refused === 0;
        this.#showArchive(archive);
    }

    #showArchive(archive) {
        if (!archive) return;
        const throughMs = Date.parse(archive.archivedThrough);
        const through = Number.isFinite(throughMs) ? ` · through ${timeOfDayUTC(throughMs)} UTC` : "";
        const failing = archive.state === "failing";
        const text = failing ? `FAILING: ${archive.text}` : `${count(archive.packetsStored)} packets${through}`;
        this.#set("archive", text, failing ? "bad" : "good");
    }

    #showElements() {
        const set = this.state.orbit?.elementSet ?? this.state.me.elementSet;
        if (!set) return this.#set("elements", "none", "bad");
        const text = `${set.catalogueNumber} · ${set.ageDays.toFixed(1)} d old`;
        this.#set("elements", set.stale ? `${text} · STALE` : text, set.stale ? "bad" : null);
        this.items.elements.node.title = `${set.name}, epoch ${dayOfYearUTC(Date.parse(set.epoch))} UTC`;
    }
}
