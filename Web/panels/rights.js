/** Decisions of the gate in a few words. */

/** The clauses of a decision as `document · clause`, the first and how many more. @returns {string} */
export function clauseInWords(decision) {
    const [first, ...others] = decision?.clauses ?? [];
    if (!first) return "";
    return `${first.document} · ${first.clause}${others.length ? ` +${others.length}` : ""}`;
}

/**
 * Why something is open to us: our own, or the clause that opens it.
 * @param {string} owner
 * @param {string} me partner ids
 */
export function rightInWords(decision, owner, me) {
    if (owner === me) return "ours";
    return clauseInWords(decision) || decision?.why || "permitted";
}

/** Why something is withheld, without the part that repeats who asked for what. @returns {string} */
export function reasonInWords(decision) {
    return decision?.why?.replace(/^[^:]*`[^`]*`: /, "") || "no reason given";
}
