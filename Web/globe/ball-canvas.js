/** The Earth's ball without WebGL: each pixel's ray is followed to the ball. Same calls as WebGLBall. */
import { DAY_LIGHT, NIGHT_LIGHT, TWILIGHT_SINES, paintSkin } from "./ball.js";

/** More pixels than this are not worth their time: the picture is drawn smaller and stretched. */
const MOST_PIXELS = 160_000;

/** A canvas with the ball alone. */
export class CanvasBall {
    constructor() {
        this.kind = "canvas";
        this.node = document.createElement("canvas");
        this.picture = document.createElement("canvas");
        this.context = this.node.getContext("2d");
    }

    setCoastlines(coastlines) {
        const skin = paintSkin(coastlines);
        this.skin = skin.getContext("2d").getImageData(0, 0, skin.width, skin.height);
    }

    setSize(width, height, ratio) {
        [this.node.width, this.node.height] = [Math.round(width * ratio), Math.round(height * ratio)];
        this.ratio = ratio;
    }

    /** @param {import("./camera.js").Camera} camera @param {[number, number, number]} sun unit vector */
    draw(camera, sun) {
        this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
        this.context.clearRect(0, 0, camera.width, camera.height);
        if (!this.skin) return;
        const radius = Math.min(camera.discRadius, Math.hypot(camera.width, camera.height) / 2);
        const side = Math.ceil(Math.min(2 * radius * this.ratio, Math.sqrt(MOST_PIXELS)));
        if (side < 2) return;
        [this.picture.width, this.picture.height] = [side, side];
        const image = new ImageData(side, side);
        this.#trace(image, camera, sun, 2 * radius / side);
        this.picture.getContext("2d").putImageData(image, 0, 0);
        const [left, top] = [camera.width / 2 - radius, camera.height / 2 - radius];
        this.context.save();
        // The disc's own edge is smooth; that of the stretched picture is not.
        this.context.beginPath();
        this.context.arc(camera.width / 2, camera.height / 2, camera.discRadius, 0, 2 * Math.PI);
        this.context.clip();
        this.context.drawImage(this.picture, left, top, 2 * radius, 2 * radius);
        this.context.restore();
    }

    destroy() {
        this.node.remove();
    }

    #trace(image, camera, sun, step) {
        const { outward, right, up, distance, focal } = camera;
        const side = image.width;
        const pixels = new Uint32Array(image.data.buffer);
        const skin = new Uint32Array(this.skin.data.buffer);
        const { width: columns, height: rows } = this.skin;
        for (let row = 0, at = 0; row < side; row += 1) {
            const y = -(row + 0.5 - side / 2) * step / focal;
            for (let column = 0; column < side; column += 1, at += 1) {
                const x = (column + 0.5 - side / 2) * step / focal;
                // The ray from the eye is x·right + y·up − outward; where it meets the ball:
                const square = 1 + x * x + y * y;
                // Rays past the limb take its colour, so that the clipped edge has no gaps.
                const root = Math.sqrt(Math.max(0, distance * distance - square * (distance * distance - 1)));
                const t = (distance - root) / square;
                const n0 = t * (x * right[0] + y * up[0]) + (distance - t) * outward[0];
                const n1 = t * (x * right[1] + y * up[1]) + (distance - t) * outward[1];
                const n2 = t * (x * right[2] + y * up[2]) + (distance - t) * outward[2];
                const u = Math.atan2(n1, n0) / (2 * Math.PI) + 0.5;
                const v = 0.5 - Math.asin(Math.max(-1, Math.min(1, n2))) / Math.PI;
                const texel = skin[Math.min(rows - 1, Math.floor(v * rows)) * columns
                    + Math.min(columns - 1, Math.floor(u * columns))];
                pixels[at] = lit(texel, n0 * sun[0] + n1 * sun[1] + n2 * sun[2]);
            }
        }
    }
}

/** A colour (ABGR) in the light of a Sun whose elevation has this sine. */
function lit(colour, sine) {
    const part = Math.max(0, Math.min(1, (sine - TWILIGHT_SINES[0]) / (TWILIGHT_SINES[1] - TWILIGHT_SINES[0])));
    const light = NIGHT_LIGHT + (DAY_LIGHT - NIGHT_LIGHT) * part * part * (3 - 2 * part);
    const red = Math.min(255, (colour & 255) * light);
    const green = Math.min(255, (colour >> 8 & 255) * light);
    const blue = Math.min(255, (colour >> 16 & 255) * light);
    return (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
}
