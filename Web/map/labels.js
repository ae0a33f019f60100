/** Labels that keep clear of each other: each takes the first free place beside its dot, or stays out. */

const FONT = "11px B612, Inter, 'Segoe UI', 'DejaVu Sans', sans-serif";
const HEIGHT = 12;
const GAP = 6;

function overlaps(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Boxes to the right, left, above and below a dot, best first. */
function candidates(x, y, width) {
    const box = (left, top) => ({ left, top, right: left + width, bottom: top + HEIGHT });
    return [box(x + GAP, y - HEIGHT / 2), box(x - GAP - width, y - HEIGHT / 2), box(x - width / 2, y - GAP - HEIGHT),
        box(x - width / 2, y + GAP), box(x + GAP, y - GAP - HEIGHT), box(x + GAP, y + GAP)];
}

/**
 * Places for labels. Earlier items have the better right to a place.
 * @param {Array<{x: number, y: number, text: string, width: number}>} items CSS pixels
 * @param {Array<{left, top, right, bottom}>} taken boxes that are occupied already
 * @returns {Array<{item: Object, box: Object}>} the items that found a place
 */
export function placeLabels(items, taken, { width, height }) {
    const placed = [];
    for (const item of items) {
        const free = candidates(item.x, item.y, item.width).find((box) => box.left >= 2 && box.right <= width - 2
            && box.top >= 2 && box.bottom <= height - 2 && !taken.some((other) => overlaps(box, other)));
        if (!free) continue;
        taken.push(free);
        placed.push({ item, box: free });
    }
    return placed;
}

/**
 * Draw labels where there is room.
 * @param {Array<{x, y, text, colour, dot: number}>} items `dot`: its radius in pixels
 */
export function drawLabels(context, projection, items, reserved = []) {
    context.font = FONT;
    context.textAlign = "left";
    context.textBaseline = "middle";
    const dots = items.map(({ x, y, dot }) => ({ left: x - dot, top: y - dot, right: x + dot, bottom: y + dot }));
    const measured = items.filter((item) => item.text)
        .map((item) => ({ ...item, width: context.measureText(item.text).width + 2 }));
    for (const { item, box } of placeLabels(measured, [...dots, ...reserved], projection)) {
        context.lineWidth = 3;
        context.strokeStyle = "rgba(8,12,17,0.85)";
        context.strokeText(item.text, box.left + 1, box.top + HEIGHT / 2);
        context.fillStyle = item.colour;
        context.fillText(item.text, box.left + 1, box.top + HEIGHT / 2);
    }
    context.textBaseline = "alphabetic";
}
