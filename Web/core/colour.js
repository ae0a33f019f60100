/** Partner colours: checked, made legible on the dark ground, and offered to style sheets and canvas alike. */

const FALLBACK = "#9aa7b5";
const GROUND_LUMINANCE = 0.0045;   // of --ground in tokens.css
const NEEDED_CONTRAST = 4.5;       // WCAG 2.1, 1.4.3

function channels(hex) {
    return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Relative luminance 0…1 of `#rrggbb` (WCAG 2.1). */
export function luminance(hex) {
    const linear = channels(hex).map((channel) => channel / 255)
        .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

/**
 * The colour itself, or the nearest lighter one that reads at 4.5 : 1 on the page's ground; grey if it is no colour.
 */
export function legible(colour) {
    let hex = /^#[0-9a-f]{6}$/i.test(colour ?? "") ? colour : FALLBACK;
    while ((luminance(hex) + 0.05) / (GROUND_LUMINANCE + 0.05) < NEEDED_CONTRAST) {
        hex = "#" + channels(hex).map((c) => Math.min(255, c + 12).toString(16).padStart(2, "0")).join("");
    }
    return hex;
}

/**
 * Make `--partner` hold the partner's colour wherever `data-partner` names it.
 * @param {Iterable<{id, colour}>} partners
 */
export function installPartnerColours(partners) {
    const sheet = document.styleSheets[0];
    for (const { id, colour } of partners) {
        const rule = `[data-partner="${CSS.escape(id)}"] { --partner: ${legible(colour)}; }`;
        sheet.insertRule(rule, sheet.cssRules.length);
    }
}

/** `#rrggbb` with an opacity, for canvas. @param {number} opacity 0…1 */
export function withOpacity(hex, opacity) {
    return `rgba(${channels(hex).join(",")},${opacity})`;
}
