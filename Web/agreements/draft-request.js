/** Sends a draft to the node; it keeps nothing of it. */
import { ApiError } from "../core/api.js";

/** The most that is sent, octets. */
export const LARGEST_DRAFT_BYTES = 262_144;

/** What would change if a draft were signed. @param {string} text YAML @param {string} at ISO @throws {ApiError} */
export async function compareDraft(text, at) {
    const body = new TextEncoder().encode(text);
    if (body.length > LARGEST_DRAFT_BYTES) throw new ApiError(413, "a draft may have 256 KiB at the most");
    const response = await fetch(`/api/agreements/draft?${new URLSearchParams({ at })}`, {
        method: "POST", headers: { "Content-Type": "application/yaml", Accept: "application/json" }, body });
    if (response.status === 401) location.assign("/sign-in");
    const answer = await response.json().catch(() => null);
    if (!response.ok || !answer) {
        throw new ApiError(response.status, answer?.error ?? `the node answered ${response.status}`);
    }
    return answer;
}
