/** A question and how it is looked at, as the page's address holds them. Everything here is pure. */

/** How something can go, in words. */
export const KINDS = {
    "taken-away": ["taken away", "gone at once, hardware and all"],
    withdrawal: ["withdraws", "after the notice the agreements ask for, with hand-over"],
    sanction: ["barred", "services stop, hardware on board stays"],
    grounding: ["grounded", "flights stop, what is docked stays"],
};
const VIEWS = ["station", "rows", "report"];
const TABS = ["causes", "restore", "uncertainty", "sets", "transport", "history"];

const list = (text) => [...new Set((text ?? "").split(",").map((id) => id.trim()).filter(Boolean))];
const oneOf = (text, known, fallback) => (known.includes(text) ? text : fallback);

function question(parameters) {
    const on = parameters.get("on") ?? "";
    return { without: list(parameters.get("without")), with: list(parameters.get("with")),
        on: /^\d{4}-\d{2}-\d{2}$/.test(on) ? on : "",
        kind: oneOf(parameters.get("kind"), Object.keys(KINDS), "taken-away") };
}

/**
 * What an address such as `#what-if?without=RU&day=3` asks; anything unknown falls back to the plain page.
 * @param {string} hash
 * @returns {{without: string[], with: string[], on: string, kind: string, day: number, view: string, tab: string,
 *     loss: string, beside: ?Object}} `day` counts days from the departure, `beside` is a second question
 */
export function readAddress(hash) {
    const parameters = new URLSearchParams(hash.split("?").slice(1).join("?"));
    const day = Number(parameters.get("day"));
    const beside = parameters.get("beside");
    return { ...question(parameters), day: Number.isFinite(day) && day > 0 ? Math.min(day, 1e5) : 0,
        view: oneOf(parameters.get("view"), VIEWS, "station"), tab: oneOf(parameters.get("tab"), TABS, "causes"),
        loss: parameters.get("loss") ?? "", beside: beside ? question(new URLSearchParams(beside)) : null };
}

/** The question alone as the node and the address take it. @returns {Object<string, string>} */
export function questionQuery({ without, with: taken, on, kind }) {
    const query = { without: without.join(",") };
    if (on) query.on = on;
    if (taken.length) query.with = taken.join(",");
    if (kind !== "taken-away") query.kind = kind;
    return query;
}

/** The address that `readAddress` reads back. @returns {string} */
export function writeAddress(scenario) {
    const { day, view, tab, loss, beside } = scenario;
    const parameters = new URLSearchParams(scenario.without.length ? questionQuery(scenario) : {});
    if (!scenario.without.length && scenario.on) parameters.set("on", scenario.on);
    if (day > 0) parameters.set("day", String(Number(day.toPrecision(4))));
    if (view !== "station") parameters.set("view", view);
    if (tab !== "causes") parameters.set("tab", tab);
    if (loss) parameters.set("loss", loss);
    // Commas may stand in a fragment as they are, and read better there.
    if (beside) parameters.set("beside", new URLSearchParams(questionQuery(beside)).toString().replaceAll("%2C", ","));
    const text = parameters.toString().replaceAll("%2C", ",");
    return text ? `#what-if?${text}` : "#what-if";
}

/** A question in words. @param {(id: string) => string} title @returns {string} */
export function questionInWords({ without, with: taken, on, kind }, title) {
    if (without.length === 0) return "Nothing leaves";
    const names = without.map(title);
    const who = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
    const how = kind === "withdrawal" ? `${names.length > 1 ? "withdraw" : "withdraws"}`
        : `${names.length > 1 ? "are" : "is"} ${KINDS[kind][0]}`;
    const restored = taken.length ? `, ${taken.length} restoration${taken.length > 1 ? "s" : ""} taken` : "";
    return `${who} ${how}${on ? ` on ${on}` : ""}${restored}`;
}
