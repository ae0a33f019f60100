/** The agreements in words and marks: ranks, stages, signatures, effects, instants. */
import { element } from "../core/dom.js";

/** Ranks in the order of the page. */
export const TIERS = new Map([
    ["treaty", "Treaties"], ["memorandum", "Memoranda"], ["arrangement", "Implementing arrangements"],
    ["plan", "Plans"], ["nationalLaw", "National laws"],
]);

/** One document's rank. */
export const TIER = { treaty: "treaty", memorandum: "memorandum", arrangement: "implementing arrangement",
    plan: "plan", nationalLaw: "national law" };

/** What a clause can do, and what that means. */
export const EFFECTS = new Map([
    ["permit", "opens something"], ["forbid", "forbids, whatever else permits"],
    ["needs", "opens it once something else is there"], ["oblige", "makes it a duty"], ["advise", "advises only"],
]);

const GRADES = [
    [/^in[ -]?force$/i, "in-force", "●"], [/^not yet/i, "later", "○"], [/^suspended/i, "suspended", "‖"],
    [/^(ended|expired|lapsed|replaced|fallen|terminated)/i, "over", "■"],
    [/^(draft|unsigned|partly|incomplete|bytes|key|signed)/i, "unsigned", "▲"],
];

/** How a stage is drawn: `in-force`, `later`, `suspended`, `over`, `unsigned`, `unknown`. @param {string} status */
export function grade(status) {
    return GRADES.find(([pattern]) => pattern.test(status ?? ""))?.[1] ?? "unknown";
}

/** A stage as mark and word, so that colour is never alone. @returns {HTMLElement} */
export function stageMark(status) {
    const kind = grade(status);
    const sign = GRADES.find(([, name]) => name === kind)?.[2] ?? "?";
    return element("span", { class: "stage", "data-grade": kind },
        element("i", { "aria-hidden": "true" }, sign), status || "not known");
}

/** An effect or an outcome as a chip. @returns {HTMLElement} */
export function effectChip(effect) {
    return element("span", { class: "effect", "data-effect": effect, title: EFFECTS.get(effect) }, effect);
}

const MARKS = {
    signed: ["✓", "signed"], missing: ["○", "not signed"], wrong: ["✗", "does not count"],
    "not-needed": ["–", "not needed"],
};

/** A signature's mark: sign and word. @param {string} mark @returns {HTMLElement} */
export function signatureMark(mark) {
    const [sign, word] = MARKS[mark] ?? ["?", mark ?? "not known"];
    return element("span", { class: "signature-mark", "data-mark": mark },
        element("i", { "aria-hidden": "true" }, sign), word);
}

/** Unix milliseconds of an instant as the node writes it; `NaN` when it is none. @param {string|null} iso */
export function instantMs(iso) {
    return iso ? Date.parse(/^\d{4}-\d\d-\d\d$/.test(iso) ? `${iso}T00:00:00Z` : iso) : NaN;
}

/** An instant as it is asked for: whole seconds, UTC. @param {number} ms */
export function isoInstant(ms) {
    return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}

/** An instant as it is shown: its day, and its time where that is not midnight. @param {number} ms */
export function instantInWords(ms) {
    const iso = isoInstant(ms);
    return iso.endsWith("T00:00:00Z") ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/**
 * The stages of a document as spans in time.
 * @returns {Array<{fromMs: number, toMs: number, status: string}>} ends are infinite where nothing is known beyond
 */
export function spansOf(document) {
    const known = (document.changes ?? []).map(({ at, to }) => ({ ms: instantMs(at), status: to }))
        .filter(({ ms }) => Number.isFinite(ms)).sort((a, b) => a.ms - b.ms);
    if (known.length > 0) {
        return known.map(({ ms, status }, at) =>
            ({ fromMs: ms, toMs: known[at + 1]?.ms ?? Infinity, status }));
    }
    const [fromMs, toMs] = [instantMs(document.inForceFrom), instantMs(document.inForceUntil)];
    const isUnsigned = grade(document.status) === "unsigned";
    if (Number.isNaN(fromMs) && Number.isNaN(toMs) && !isUnsigned) return [];
    return [{ fromMs: Number.isNaN(fromMs) ? -Infinity : fromMs, toMs: Number.isNaN(toMs) ? Infinity : toMs,
        status: isUnsigned ? document.status : "in force" }];
}

/**
 * Every instant at which a document's stage changes, in order.
 * @returns {Array<{ms: number, changes: Array<{title: string, id: string, to: string}>}>}
 */
export function instantsOfChange(documents) {
    const byTime = new Map();
    const add = (ms, change) => Number.isFinite(ms) && byTime.set(ms, [...byTime.get(ms) ?? [], change]);
    for (const document of documents) {
        const { id, title } = document;
        for (const { at, to } of document.changes ?? []) add(instantMs(at), { id, title, to });
        if (document.changes) continue;
        add(instantMs(document.inForceFrom), { id, title, to: "in force" });
        add(instantMs(document.inForceUntil), { id, title, to: "ended" });
    }
    return [...byTime].sort(([a], [b]) => a - b).map(([ms, changes]) => ({ ms, changes }));
}

/** A text with the searched words marked. @param {string[]} words lower case @returns {Array<Node|string>} */
export function marked(text, words) {
    const wanted = words.filter((word) => word.length > 1);
    if (wanted.length === 0) return [text];
    const escaped = wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return String(text).split(new RegExp(`(${escaped.join("|")})`, "i"))
        .map((piece, at) => (at % 2 ? element("mark", {}, piece) : piece)).filter((piece) => piece !== "");
}

/** A sentence of the node, with what stands in backticks as code. @returns {Array<Node|string>} */
export function coded(text) {
    return String(text ?? "").split("`").map((piece, at) => (at % 2 ? element("code", {}, piece) : piece))
        .filter((piece) => piece !== "");
}

/** Why a part of the page has nothing to show, for a person. @param {Error} error @param {string} what */
export function failureInWords(error, what) {
    return error.status === 404 ? `This node does not offer ${what}.`
        : `${what[0].toUpperCase()}${what.slice(1)} could not be loaded: ${error.message}`;
}
