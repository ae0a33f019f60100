/**
 * The sign-in page: takes a partner's key from the address or the box, trades it for a session cookie, goes on to `/`.
 * The key sits behind `#`, so that it is never sent to a server in an address; it is taken out of the address at once.
 */

const form = document.getElementById("form");
const box = document.getElementById("key");
const message = document.getElementById("message");
const button = form.querySelector("button");

/** The key in what was pasted: a bare key, or a whole sign-in link ending in `#KEY`. */
function keyIn(text) {
    const trimmed = text.trim();
    return trimmed.slice(trimmed.indexOf("#") + 1);
}

function reasonFor(status, told) {
    if (status === 401 || status === 403) return "This key is not known here. Check that the whole link was copied.";
    if (status === 429) return "Too many attempts from this address. Wait a minute, then try again.";
    return `The node answered ${status}${told ? `: ${told}` : ""}.`;
}

async function toldBy(response) {
    try {
        return String((await response.json()).error ?? "");
    } catch {
        return "";
    }
}

async function signIn(key) {
    button.disabled = true;
    message.textContent = "Signing in…";
    try {
        const response = await fetch("/api/session", {
            method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ key }),
        });
        if (response.ok) return location.replace("/");
        message.textContent = reasonFor(response.status, await toldBy(response));
    } catch {
        message.textContent = "The node does not answer. Check that it is running, then try again.";
    }
    button.disabled = false;
    box.focus();
}

form.addEventListener("submit", (event) => {
    event.preventDefault();
    const key = keyIn(box.value);
    if (key) signIn(key);
});

function takeKeyFromAddress() {
    const fromAddress = location.hash.slice(1);
    if (!fromAddress) return;
    history.replaceState(null, "", location.pathname);
    signIn(fromAddress);
}

window.addEventListener("hashchange", takeKeyFromAddress);
box.focus();
takeKeyFromAddress();
