/** Plate carrée: longitude across, latitude up, the whole turn of longitudes always in view. */

/** Latitudes shown at the least, so that a track to 52° and its circles stay in view on the flattest map. */
const LEAST_TOP_DEG = 84;
const LEAST_SPAN_DEG = 150;

/** From degrees to CSS pixels of one map size. */
export class Projection {
    /**
     * @param {number} width
     * @param {number} height CSS pixels; a flatter map than 2 : 1 leaves out the far south first
     */
    constructor(width, height) {
        this.width = width;
        this.height = height;
        this.pixelsPerDegree = width / 360;
        this.pixelsPerLatitude = Math.min(this.pixelsPerDegree, height / LEAST_SPAN_DEG);
        const spanDeg = height / this.pixelsPerLatitude;
        this.top = spanDeg >= 180 ? spanDeg / 2
            : LEAST_TOP_DEG + (90 - LEAST_TOP_DEG) * (spanDeg - LEAST_SPAN_DEG) / (180 - LEAST_SPAN_DEG);
    }

    /** Pixels from the left edge. @param {number} longitudeDeg may lie past ±180 */
    x(longitudeDeg) {
        return (longitudeDeg + 180) * this.pixelsPerDegree;
    }

    /** Pixels from the upper edge. */
    y(latitudeDeg) {
        return (this.top - latitudeDeg) * this.pixelsPerLatitude;
    }

    /** The whole turns by which points from `west` to `east` are drawn again so that every part in view is drawn. */
    turns(points) {
        let [west, east] = [Infinity, -Infinity];
        for (const [longitude] of points) {
            if (longitude < west) west = longitude;
            if (longitude > east) east = longitude;
        }
        const turns = [];
        for (let turn = Math.ceil((-180 - east) / 360); west + turn * 360 <= 180; turn += 1) turns.push(turn * 360);
        return turns;
    }

    /** Add a line to the context's path, once for each turn in which it is in view. */
    trace(context, points) {
        if (points.length < 2) return;
        for (const turn of this.turns(points)) {
            points.forEach(([longitude, latitude], index) => {
                const [x, y] = [this.x(longitude + turn), this.y(latitude)];
                if (index === 0) context.moveTo(x, y);
                else context.lineTo(x, y);
            });
        }
    }
}
