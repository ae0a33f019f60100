/** What the map and the globe have names for, those that matter most first. */
import { legible } from "../core/colour.js";
import { withoutBrackets } from "../core/format.js";
import { STATION_COLOUR } from "./layers.js";

/**
 * The labels of one picture: the highlighted station and our own come first, so that theirs stay when room is short.
 * @param {import("../core/station-state.js").StationState} state
 * @param {string|null} highlighted a ground station's id
 * @param {{x, y}|null} spacecraft where the station is on the picture
 * @param {{station: (station) => {x, y}|null, relay: (relay) => {x, y}|null}} places
 */
export function mapLabels(state, highlighted, spacecraft, places) {
    const me = state.me.partner.id;
    const weight = (station) => (station.id === highlighted ? 0 : station.partner === me ? 1
        : station.decision?.outcome === "permit" ? 2 : 3);
    const items = [];
    if (spacecraft) {
        items.push({ ...spacecraft, dot: 10, text: state.me.programme.id.toUpperCase(), colour: STATION_COLOUR });
    }
    for (const station of [...state.stations].sort((a, b) => weight(a) - weight(b))) {
        const place = places.station(station);
        if (!place) continue;
        items.push({ ...place, dot: 4, text: withoutBrackets(station.name),
            colour: station.id === highlighted ? "#ffffff" : "#b4c1ce" });
    }
    for (const relay of state.relays) {
        const place = places.relay(relay);
        const colour = legible(state.partners.get(relay.partner)?.colour);
        if (place) items.push({ ...place, dot: 5, text: relay.name, colour });
    }
    return items;
}
