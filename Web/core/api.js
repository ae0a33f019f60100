/** Requests to the node. A missing or ended session always leads to the sign-in page. */

/** A refused or failed request; `decision` is the gate's, when the answer carried one. */
export class ApiError extends Error {
    constructor(status, message, decision = null) {
        super(message);
        this.status = status;
        this.decision = decision;
    }
}

/** What a response holds, or null when it has no content. @param {Response} response @throws {ApiError} */
export async function answer(response) {
    if (response.status === 401) {
        location.assign("/sign-in");
        throw new ApiError(401, "signed out");
    }
    const body = response.status === 204 ? null : await response.json().catch(() => null);
    if (!response.ok) {
        const message = body?.error ?? `the node answered ${response.status}`;
        throw new ApiError(response.status, message, body?.decision ?? null);
    }
    return body;
}

/** GET a JSON answer. @param {string} path @param {Object<string, string|number>} [query] @throws {ApiError} */
export async function get(path, query = {}) {
    const parameters = new URLSearchParams(query).toString();
    const address = parameters ? `${path}?${parameters}` : path;
    return answer(await fetch(address, { headers: { Accept: "application/json" } }));
}

/** POST an optional JSON body. @param {string} path @throws {ApiError} */
export async function post(path, body = {}) {
    const headers = { "Content-Type": "application/json" };
    return answer(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** End the session and go to the sign-in page. */
export async function signOut() {
    await fetch("/api/session", { method: "DELETE" }).catch(() => null);
    location.assign("/sign-in");
}

/** The gate's own answer to "may we?". @param {string} action @param {string} resource e.g. `parameter:NAME` */
export function ask(action, resource) {
    return get("/api/ask", { action, resource });
}
