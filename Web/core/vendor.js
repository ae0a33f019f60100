/** Which libraries the set-up fetched: asked of the node once, so that no request goes out for one that is missing. */

let list = null;

/** Whether Web/vendor holds a file. @param {string} name @returns {Promise<boolean>} */
export async function isInstalled(name) {
    list ??= fetch("/assets/vendor.json").then((response) => (response.ok ? response.json() : [])).catch(() => []);
    return (await list).includes(`vendor/${name}`);
}
