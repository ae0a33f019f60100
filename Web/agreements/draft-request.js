/** Sends a draft to the node; it keeps nothing of it. */
import { answer, ApiError } from "../core/api.js";

/** The most that is sent, octets. */
export const LARGEST_DRAFT_BYTES = 262_144;

/** What would change if a draft were signed. @param {string} text YAML @param {string} at ISO @throws {ApiError} */
export async function compareDraft(text, at) {
    const body = new TextEncoder().encode(text);
    if (body.length > LARGEST_DRAFT_BYTES) throw new ApiError(413, "a draft may have 256 KiB at the most");
    return answer(await fetch(`/api/agreements/draft?${new URLSearchParams({ at })}`, {
        method: "POST", headers: { "Content-Type": "application/yaml", Accept: "application/json" }, body }));
}
