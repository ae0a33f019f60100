/** Links from a decision to the clause it rests on. */
import { element } from "../core/dom.js";

/** A link to a clause's document. @param {{document: string, clause: string, title?: string}} clause */
export function clauseLink({ document, clause, title }) {
    return element("a", { href: `#agreements/${encodeURIComponent(document)}`, title: title ?? null },
        clause ? `${document} · ${clause}` : document);
}
