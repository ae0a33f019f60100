/** Where the globe is seen from, and where its points fall on the screen. Lengths are Earth radii, angles degrees. */
import { vectorOf, wrapLongitude } from "../geometry/sphere.js";

const RAD = Math.PI / 180;
const NEAREST = 1.4;
const FARTHEST = 16;
const HIGHEST_LATITUDE_DEG = 85;

/** Vertical field of view, degrees. */
export const FIELD_OF_VIEW_DEG = 30;

const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** A camera that looks at the Earth's centre, north up. */
export class Camera {
    constructor() {
        [this.longitudeDeg, this.latitudeDeg, this.distance] = [0, 20, 4.75];
        this.setSize(2, 2);
    }

    /** Make it a picture of this many CSS pixels. */
    setSize(width, height) {
        [this.width, this.height] = [width, height];
        this.focal = height / 2 / Math.tan(FIELD_OF_VIEW_DEG / 2 * RAD);
        this.#turn();
    }

    /** Look from above a place. */
    moveTo(longitudeDeg, latitudeDeg) {
        this.longitudeDeg = wrapLongitude(longitudeDeg);
        this.latitudeDeg = Math.max(-HIGHEST_LATITUDE_DEG, Math.min(HIGHEST_LATITUDE_DEG, latitudeDeg));
        this.#turn();
    }

    /** Go nearer by a factor over 1, farther by one under it. */
    zoom(factor) {
        this.distance = Math.max(NEAREST, Math.min(FARTHEST, 1 + (this.distance - 1) / factor));
        this.#turn();
    }

    /** Degrees of the Earth's turn that one pixel in the middle shows. */
    get degreesPerPixel() {
        return (this.distance - 1) / this.focal / RAD;
    }

    /** Radius of the Earth's disc, pixels. */
    get discRadius() {
        return this.focal / Math.sqrt(this.distance ** 2 - 1);
    }

    #turn() {
        this.outward = vectorOf(this.longitudeDeg, this.latitudeDeg);
        this.right = vectorOf(this.longitudeDeg + 90, 0);
        this.up = vectorOf(this.longitudeDeg, this.latitudeDeg + 90);
        this.eye = this.outward.map((component) => component * this.distance);
    }

    /** Where a point falls, pixels; null behind the camera. */
    project(point) {
        const depth = this.distance - dot(point, this.outward);
        if (depth <= 0.01) return null;
        const scale = this.focal / depth;
        return { x: this.width / 2 + scale * dot(point, this.right), y: this.height / 2 - scale * dot(point, this.up) };
    }

    /** Whether the Earth does not hide a point on its surface or above. */
    sees(point) {
        const along = point.map((component, axis) => component - this.eye[axis]);
        const [a, b] = [dot(along, along), dot(along, this.eye)];
        const discriminant = b * b - a * (this.distance ** 2 - 1);
        if (discriminant <= 0) return true;
        const entry = (-b - Math.sqrt(discriminant)) / a;
        return entry < 0 || entry > 1 - 1e-4;
    }

    /** A direction's bearing on the screen as a unit vector, y downwards. */
    bearing(direction) {
        const [x, y] = [dot(direction, this.right), -dot(direction, this.up)];
        const length = Math.hypot(x, y) || 1;
        return { x: x / length, y: y / length, towardsViewer: dot(direction, this.outward) };
    }
}
