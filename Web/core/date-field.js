/** A day as the agreements write it: the browser's own field would order day and month by its language. */
import { element, setAttribute } from "./dom.js";

const [FIRST_DAY, LAST_DAY] = ["1950-01-01", "2100-12-31"]; // the time over which the node follows agreements

/** Whether a text is a day of the calendar that the node can tell of. @param {string} text `YYYY-MM-DD` */
export function isDay(text) {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(Date.parse(`${text}T00:00:00Z`))
        && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text) && text >= FIRST_DAY && text <= LAST_DAY;
}

/**
 * A field for a day; what is no day is marked and not told.
 * @param {Object<string, string>} attributes of the field @param {(day: string) => void} onDay hears `YYYY-MM-DD`
 * @param {{isEmptyDay: boolean}} [options] whether nothing is an answer too
 */
export function dateField(attributes, onDay, { isEmptyDay = false } = {}) {
    const field = element("input", { type: "text", class: "date-field", placeholder: "YYYY-MM-DD", maxlength: "10",
        inputmode: "numeric", autocomplete: "off", spellcheck: "false", ...attributes });
    field.addEventListener("change", () => {
        const day = field.value.trim();
        const isGood = day === "" ? isEmptyDay : isDay(day);
        setAttribute(field, "aria-invalid", String(!isGood));
        field.title = isGood ? attributes.title ?? "" : "expected a day of 1950 to 2100 as YYYY-MM-DD";
        if (isGood) onDay(day);
    });
    return field;
}
