/** Tabs as the ARIA practices describe them: one stop for the Tab key, arrows between them. */
import { element } from "../core/dom.js";

/**
 * A row of tabs and their panels.
 * @param {string} label what the tabs are about
 * @param {Array<{id: string, title: string, panel: HTMLElement, onShow?: () => void}>} items
 * @returns {{bar: HTMLElement, select: (id: string) => void, selected: () => string}}
 */
export function tabs(label, items) {
    let current = null;
    const buttons = items.map(({ id, title, panel }) => {
        Object.assign(panel, { id: `panel-${id}` });
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", `tab-${id}`);
        const button = element("button", { type: "button", role: "tab", id: `tab-${id}`,
            "aria-controls": `panel-${id}`, "data-testid": `tab-${id}` }, title);
        button.addEventListener("click", () => select(id));
        return button;
    });
    const bar = element("div", { class: "tabs", role: "tablist", "aria-label": label }, ...buttons);

    function select(id) {
        current = id;
        items.forEach((item, at) => {
            item.panel.hidden = item.id !== id;
            buttons[at].setAttribute("aria-selected", String(item.id === id));
            buttons[at].tabIndex = item.id === id ? 0 : -1;
            if (item.id === id) item.onShow?.();
        });
    }

    bar.addEventListener("keydown", (event) => {
        const here = items.findIndex(({ id }) => id === current);
        const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: items.length - 1 }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        const at = (next + items.length) % items.length;
        select(items[at].id);
        buttons[at].focus();
    });
    return { bar, select, selected: () => current };
}
