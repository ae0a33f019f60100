/** The pools: what each partner may use, has used, got and gave. */
import { element, partnerMark, svg } from "../core/dom.js";
import { amount, balance, percent } from "./balance.js";

/** Used part as a bar; what was used beyond is hatched and lies right of the mark. */
function bar({ partner, entitled, used, isOver }) {
    const whole = Math.max(entitled, used);
    const part = (value) => `${whole > 0 ? Math.max(0, 100 * value / whole) : 0}%`;
    const within = svg("rect", { class: "within", width: part(Math.min(used, entitled)), height: 8, rx: 1.5 });
    const limit = part(entitled);
    const beyond = isOver ? [svg("rect", { class: "beyond", x: limit, width: part(used - entitled), height: 8 }),
        svg("line", { class: "limit", x1: limit, x2: limit, y1: -2, y2: 10 })] : [];
    return svg("svg", { class: "share-bar", "data-partner": partner, height: 8, "aria-hidden": "true" },
        within, ...beyond);
}

function barterInWords({ share, allocated, gained, given }, unit) {
    return [share === null ? amount(allocated, unit) : `share ${percent(share)}, ${amount(allocated, unit)}`,
        gained ? `+ ${amount(gained)} got` : "", given ? `− ${amount(given)} given` : ""].filter(Boolean).join(" ");
}

function row(one, unit) {
    const left = one.isOver ? element("b", { class: "over" }, `▲ over by ${amount(-one.left, unit)}`)
        : element("span", { class: "left" }, `${amount(one.left, unit)} left`);
    return element("li", { "data-testid": `balance-${one.partner}`, "data-over": one.isOver,
        "data-partner": one.partner },
        partnerMark(one.partner), bar(one),
        element("span", { class: "used" }, element("b", {}, amount(one.used)), ` of ${amount(one.entitled, unit)}`),
        element("small", { title: barterInWords(one, unit) }, barterInWords(one, unit)),
        element("span", { class: "percent" }, percent(one.percent)), left,
        one.unsigned ? element("em", {}, `○ ${amount(one.unsigned, unit)} more, not yet signed by both`) : null);
}

/**
 * One pool as a card; choosing it shows its use over time.
 * @param {Object} pool @param {string[]} order partners in the programme's order @param {() => void} onPick
 */
export function poolCard(pool, order, onPick) {
    const place = ({ partner }) => (order.includes(partner) ? order.indexOf(partner) : order.length);
    const balances = (pool.allocations ?? []).map(balance).sort((a, b) => place(a) - place(b));
    const over = balances.filter(({ isOver }) => isOver).length;
    const total = balances.reduce((sum, one) => sum + one.allocated, 0);
    const button = element("button", { type: "button", "aria-pressed": "false", title: "Show its use over time" },
        pool.title || pool.id);
    button.addEventListener("click", onPick);
    const node = element("article", { class: "pool", "data-pool": pool.id, "data-testid": `pool-${pool.id}` },
        element("header", {}, element("h3", {}, button),
            over ? element("b", { class: "over" }, `▲ ${over} over`) : null,
            element("span", { class: "note" }, amount(total, pool.unit))),
        pool.keeper || pool.metered ? element("p", { class: "keeping" }, pool.keeper ? "kept by " : "",
            pool.keeper ? partnerMark(pool.keeper) : "", pool.metered ? " · measured by the node" : "") : null,
        balances.length ? element("ul", {}, ...balances.map((one) => row(one, pool.unit)))
            : element("p", { class: "note" }, "No shares are agreed."));
    return { node, button, pool, balances };
}
