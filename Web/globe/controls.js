/** Hands and keys on the globe: drag to turn, wheel or two fingers to go nearer, arrows, plus, minus. */

const KEY_TURN_DEG = 10;
const KEY_ZOOM = 1.25;
const WHEEL_ZOOM = 1.0015;

/**
 * Let a canvas turn a camera.
 * @param {HTMLElement} node takes the pointer and, focused, the keys
 * @param {import("./camera.js").Camera} camera
 * @param {Object} calls
 * @param {() => void} calls.onTurn the user looked elsewhere
 * @param {() => void} calls.onChange the picture is no longer right
 * @param {() => void} calls.onFollow the user asked to keep the station in the middle, or no longer
 */
export function attachControls(node, camera, { onTurn, onChange, onFollow }) {
    const fingers = new Map();
    const turn = (eastDeg, northDeg) => {
        camera.moveTo(camera.longitudeDeg + eastDeg, camera.latitudeDeg + northDeg);
        onTurn();
        onChange();
    };
    const zoom = (factor) => {
        camera.zoom(factor);
        onChange();
    };
    node.addEventListener("pointerdown", (event) => {
        node.setPointerCapture(event.pointerId);
        fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    node.addEventListener("pointermove", (event) => {
        const before = fingers.get(event.pointerId);
        if (!before) return;
        const now = { x: event.clientX, y: event.clientY };
        const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
        fingers.set(event.pointerId, now);
        if (other) return zoom(distance(now, other) / Math.max(1, distance(before, other)));
        const degrees = Math.min(camera.degreesPerPixel, 0.6);
        turn((before.x - now.x) * degrees, (now.y - before.y) * degrees);
    });
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
        node.addEventListener(name, (event) => fingers.delete(event.pointerId));
    }
    node.addEventListener("wheel", (event) => {
        event.preventDefault();
        zoom(WHEEL_ZOOM ** -event.deltaY);
    }, { passive: false });
    const keys = {
        ArrowLeft: () => turn(-KEY_TURN_DEG, 0), ArrowRight: () => turn(KEY_TURN_DEG, 0),
        ArrowUp: () => turn(0, KEY_TURN_DEG), ArrowDown: () => turn(0, -KEY_TURN_DEG),
        "+": () => zoom(KEY_ZOOM), "=": () => zoom(KEY_ZOOM), "-": () => zoom(1 / KEY_ZOOM), f: onFollow, F: onFollow,
    };
    node.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
        event.preventDefault();
        keys[event.key]();
    });
}

function distance(a, b) {
    return Math.hypot(a.x - b.x, a.y - b.y);
}
