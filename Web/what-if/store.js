/** What the page asks the node for; each answer is kept, and a failure is told in words where it would have stood. */
import { get } from "../core/api.js";

const KEPT = 40;

/** Answers by path and query; the same question is asked once. A failed one is asked again the next time. */
export class WhatIfStore {
    constructor() {
        this.kept = new Map();
    }

    /** @returns {Promise<{body: ?Object, failure: ?string}>} never rejects */
    ask(path, query = {}) {
        const key = `${path}?${new URLSearchParams(query)}`;
        if (!this.kept.has(key)) {
            if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value);
            this.kept.set(key, this.#answer(path, query, key));
        }
        return this.kept.get(key);
    }

    async #answer(path, query, key) {
        try {
            return { body: await get(path, query), failure: null };
        } catch (error) {
            this.kept.delete(key);
            return { body: null, failure: error.status === 404 ? "this node does not compute it" : error.message };
        }
    }
}
