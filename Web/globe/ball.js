/** What both drawings of the Earth's ball share: its skin, and how light falls on it. */
import { drawBase } from "../map/base-layer.js";
import { Projection } from "../map/projection.js";

/** Brightness of the night and the day side, as factors of the skin's colours. */
export const NIGHT_LIGHT = 0.5;
export const DAY_LIGHT = 1.7;
/** Sines of the solar elevations between which night becomes day: astronomical twilight's edge and a bit of day. */
export const TWILIGHT_SINES = [-0.309, 0.06];

const SKIN_WIDTH = 2048;

/** The Earth's surface as a plate carrée picture. @param {{land, lakes}|null} coastlines null until they are loaded */
export function paintSkin(coastlines) {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [SKIN_WIDTH, SKIN_WIDTH / 2];
    const context = canvas.getContext("2d", { willReadFrequently: true });
    drawBase(context, new Projection(canvas.width, canvas.height), coastlines);
    return canvas;
}
