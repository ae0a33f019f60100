/** Starts the page: registers the elements, loads the state, opens the live link, switches between the pages. */
import { signOut } from "./core/api.js";
import { everySecond } from "./core/clock.js";
import { installPartnerColours } from "./core/colour.js";
import { LiveLink } from "./core/live.js";
import { StationState } from "./core/station-state.js";
import { AgreementsPage } from "./agreements/page.js";
import { ConjunctionsPage } from "./conjunctions/page.js";
import { LedgerPage } from "./ledger/page.js";
import { WorldMap } from "./map/world-map.js";
import { AlarmsPanel } from "./panels/alarms.js";
import { DecisionDialog } from "./panels/decision-dialog.js";
import { EventsPanel } from "./panels/events.js";
import { StatusHeader } from "./panels/header.js";
import { LinkStatus } from "./panels/link-status.js";
import { Notices } from "./panels/notices.js";
import { PassesPanel } from "./panels/passes.js";
import { PlotPanel } from "./plot/plot-panel.js";
import { SkyDialog } from "./sky/sky-dialog.js";
import { TelemetryTable } from "./telemetry/table.js";
import { WhatIfPage } from "./what-if/page.js";

const ELEMENTS = {
    "comity-header": StatusHeader, "comity-notices": Notices, "comity-map": WorldMap,
    "comity-telemetry": TelemetryTable, "comity-plot": PlotPanel, "comity-passes": PassesPanel,
    "comity-alarms": AlarmsPanel, "comity-events": EventsPanel,
    "comity-agreements": AgreementsPage, "comity-link": LinkStatus, "comity-decision": DecisionDialog,
    "comity-conjunctions": ConjunctionsPage, "comity-sky": SkyDialog, "comity-ledger": LedgerPage,
    "comity-what-if": WhatIfPage,
};
const PAGES = ["live", "telemetry", "conjunctions", "agreements", "ledger", "what-if"];
const ORBIT_REFRESH_MS = 60_000;
const PASSES_REFRESH_MS = 300_000;

function showPage() {
    const [name, detail] = location.hash.slice(1).split(/[/?]/);
    const page = PAGES.includes(name) ? name : document.body.dataset.view;
    document.body.dataset.view = page;
    for (const link of document.querySelectorAll("[data-page]")) {
        if (link.dataset.page === page) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
    }
    if (page === "live") showMap(name === "live" ? detail : undefined);
    document.querySelector("comity-conjunctions").show(page === "conjunctions");
    document.querySelector("comity-what-if").show(page === "what-if");
    document.querySelector("comity-ledger").show(page === "ledger");
    if (page === "agreements") document.querySelector("comity-agreements").show(detail);
}

/** The kind of map stands in the address; the way back to the page keeps it. */
function showMap(kind) {
    document.querySelector("[data-page=live]").setAttribute("href", kind ? `#live/${kind}` : "#live");
    document.querySelector("comity-map").show(kind);
}

function keepCurrent(state) {
    setInterval(() => state.loadOrbit().catch(() => null), ORBIT_REFRESH_MS);
    setInterval(() => state.loadPasses().catch(() => null), PASSES_REFRESH_MS);
    everySecond(state.clock, () => state.emit("second"));
}

function openLive(state) {
    let opened = false;
    const live = new LiveLink({
        onMessage: (message, isSnapshot) => state.receive(message, isSnapshot),
        onState: (connection) => {
            if (connection.phase === "open" && opened) state.reload();
            opened ||= connection.phase === "open";
            state.setConnection(connection);
        },
    });
    live.open();
}

async function start() {
    const state = new StationState();
    await state.loadIdentity();
    installPartnerColours(state.partners.values());
    document.title = `${state.me.partner.agency} · ${state.me.programme.name} · Comity`;
    document.body.dataset.mode = state.me.mode;
    for (const [name, type] of Object.entries(ELEMENTS)) {
        customElements.define(name, type);
        for (const node of document.querySelectorAll(name)) node.connect(state);
    }
    document.getElementById("sign-out").addEventListener("click", signOut);
    window.addEventListener("hashchange", showPage);
    showPage();
    await state.reload();
    openLive(state);
    keepCurrent(state);
}

start().catch((error) => {
    const message = document.createElement("p");
    message.className = "start-failure";
    message.textContent = `The page could not start: ${error.message}. Reload to try again.`;
    document.getElementById("main").prepend(message);
});
