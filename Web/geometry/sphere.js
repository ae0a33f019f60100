/** Circles and paths on a sphere, laid out for a plate carrée map. Angles are degrees unless a name says otherwise. */

const RAD = Math.PI / 180;

/** A longitude in −180…180. */
export function wrapLongitude(longitudeDeg) {
    return ((longitudeDeg + 180) % 360 + 360) % 360 - 180;
}

/**
 * The point at a bearing (clockwise from north) and an arc from another.
 * @returns {[number, number]} longitude, latitude
 */
export function pointAt(latitudeDeg, longitudeDeg, bearingDeg, arcDeg) {
    const [latitude, bearing, arc] = [latitudeDeg * RAD, bearingDeg * RAD, arcDeg * RAD];
    const sine = Math.sin(latitude) * Math.cos(arc) + Math.cos(latitude) * Math.sin(arc) * Math.cos(bearing);
    const east = Math.sin(bearing) * Math.sin(arc) * Math.cos(latitude);
    const north = Math.cos(arc) - Math.sin(latitude) * sine;
    return [longitudeDeg + Math.atan2(east, north) / RAD, Math.asin(Math.max(-1, Math.min(1, sine))) / RAD];
}

/** The same points with each longitude within 180° of the one before, so that a line may run past ±180°. */
export function unwrapped(points) {
    let previous = points[0]?.[0] ?? 0;
    return points.map(([longitude, latitude]) => {
        previous += wrapLongitude(longitude - previous);
        return [previous, latitude];
    });
}

/**
 * A small circle around a point. Where it holds a pole, its edge runs once around the map, and the area it bounds
 * reaches to the map's upper or lower edge; elsewhere the edge closes on itself.
 * @param {number} radiusDeg arc from centre to edge, 0…90
 * @returns {{edge: Array<[number, number]>, area: Array<[number, number]>}} longitude, latitude, beyond ±180 if need be
 */
export function circle(latitudeDeg, longitudeDeg, radiusDeg, stepDeg = 2) {
    const points = [];
    for (let bearing = 0; bearing < 360; bearing += stepDeg) {
        points.push(pointAt(latitudeDeg, longitudeDeg, bearing, radiusDeg));
    }
    points.push(points[0]);
    const edge = unwrapped(points);
    const first = edge[0][0];
    const last = edge[edge.length - 1][0];
    if (Math.abs(last - first) < 180) return { edge, area: edge };
    const pole = latitudeDeg >= 0 ? 90 : -90;
    return { edge, area: [...edge, [last, pole], [first, pole]] };
}

/** The angle between two points at the Earth's centre, degrees. */
export function arcBetween(latitudeA, longitudeA, latitudeB, longitudeB) {
    const cosine = Math.sin(latitudeA * RAD) * Math.sin(latitudeB * RAD)
        + Math.cos(latitudeA * RAD) * Math.cos(latitudeB * RAD) * Math.cos((longitudeA - longitudeB) * RAD);
    return Math.acos(Math.max(-1, Math.min(1, cosine))) / RAD;
}

/**
 * A place as a vector from the Earth's centre: x towards 0° N 0° E, y towards 0° N 90° E, z north.
 * @param {number} [radius] its length
 * @returns {[number, number, number]}
 */
export function vectorOf(longitudeDeg, latitudeDeg, radius = 1) {
    const across = radius * Math.cos(latitudeDeg * RAD);
    return [across * Math.cos(longitudeDeg * RAD), across * Math.sin(longitudeDeg * RAD),
        radius * Math.sin(latitudeDeg * RAD)];
}

/** A point between two others along their great circle. @param {number} fraction 0…1 @returns {[number, number]} */
export function between([longitudeA, latitudeA], [longitudeB, latitudeB], fraction) {
    const a = vectorOf(longitudeA, latitudeA);
    const b = vectorOf(longitudeB, latitudeB);
    const [x, y, z] = a.map((component, axis) => component + (b[axis] - component) * fraction);
    return [Math.atan2(y, x) / RAD, Math.atan2(z, Math.hypot(x, y)) / RAD];
}
