/** Building and changing the page's tree. Text enters as text nodes only, so no received string can become markup. */

/**
 * A new element.
 * @param {string} tag
 * @param {Object<string, string|number|boolean|null>} [attributes] `true` sets an empty attribute, `false`, `null` none
 * @param {...(Node|string|number|null|undefined|false)} children strings and numbers become text nodes
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return node;
}

/** A new element of a drawing; see `element`. @returns {SVGElement} */
export function svg(tag, attributes = {}, ...children) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value !== null && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
}

/** Set a node's text, touching the document only when it differs. @param {Node} node @param {string} text */
export function setText(node, text) {
    if (node.textContent !== text) node.textContent = text;
}

/** Set an attribute only when it differs; `null` removes it. @param {Element} node @param {string} name */
export function setAttribute(node, name, value) {
    if (value === null) {
        if (node.hasAttribute(name)) node.removeAttribute(name);
    } else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** The partner's sign: its colour as a dot, its id as letters, so that colour is never alone. @returns {HTMLElement} */
export function partnerMark(partner, withId = true) {
    return element("span", { class: "partner", "data-partner": partner },
        element("i", { class: "dot", "aria-hidden": "true" }), withId ? partner ?? "no partner" : null);
}

/** A section's heading with a count or note beside it. @returns {{heading: HTMLElement, note: HTMLElement}} */
export function headingWithNote(text) {
    const note = element("span", { class: "note" });
    return { heading: element("h2", {}, text, note), note };
}
