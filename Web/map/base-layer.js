/** What changes only with the map's size: sea, land, lakes, graticule. */

/** Colours of the ground layer. */
export const COLOURS = { sea: "#0d1721", land: "#2a3947", coast: "#52687c", lake: "#0d1721", graticule: "#ffffff0d",
    equator: "#ffffff1f", figures: "#8fa0b2" };

/**
 * Rings of longitude and latitude from the prepared file's differences.
 * @param {Object} data Web/data/coastlines.json
 */
export function decodeCoastlines(data) {
    const decode = (flat) => {
        let [x, y] = [0, 0];
        const ring = [];
        for (let at = 0; at + 1 < flat.length; at += 2) {
            x += flat[at];
            y += flat[at + 1];
            ring.push([x / data.unitsPerDegree, y / data.unitsPerDegree]);
        }
        return ring;
    };
    return { land: data.land.map(decode), lakes: data.lakes.map(decode) };
}

/** Edges that only close a ring along the map's own border are not coast. */
export function isMapBorder([lonA, latA], [lonB, latB]) {
    return (Math.abs(lonA) > 179.9 && Math.abs(lonB) > 179.9) || (latA < -89.9 && latB < -89.9);
}

function tracePolygons(context, projection, rings) {
    context.beginPath();
    for (const ring of rings) {
        ring.forEach(([lon, lat], index) => (index ? context.lineTo(projection.x(lon), projection.y(lat))
            : context.moveTo(projection.x(lon), projection.y(lat))));
        context.closePath();
    }
}

function traceCoast(context, projection, rings) {
    context.beginPath();
    for (const ring of rings) {
        let pen = false;
        for (let at = 0; at <= ring.length; at += 1) {
            const point = ring[at % ring.length];
            const border = at > 0 && isMapBorder(ring[at - 1], point);
            const [x, y] = [projection.x(point[0]), projection.y(point[1])];
            if (pen && !border) context.lineTo(x, y);
            else context.moveTo(x, y);
            pen = true;
        }
    }
}

function drawGraticule(context, projection) {
    const meridians = [-150, -120, -90, -60, -30, 0, 30, 60, 90, 120, 150];
    const parallels = [-60, -30, 0, 30, 60];
    for (const [list, along] of [[meridians, "x"], [parallels, "y"]]) {
        for (const degrees of list) {
            const at = Math.round(projection[along](degrees)) + 0.5;
            context.strokeStyle = degrees === 0 ? COLOURS.equator : COLOURS.graticule;
            context.beginPath();
            context.moveTo(along === "x" ? at : 0, along === "x" ? 0 : at);
            context.lineTo(along === "x" ? at : projection.width, along === "x" ? projection.height : at);
            context.stroke();
        }
    }
}

/** Figures on the graticule, drawn above the night so that they read everywhere. */
export function drawGraticuleFigures(context, projection) {
    if (projection.width < 560) return;
    context.font = "10px B612, Inter, 'DejaVu Sans', sans-serif";
    context.fillStyle = COLOURS.figures;
    context.textAlign = "left";
    for (const lat of [60, 30, 0, -30, -60]) {
        const text = lat === 0 ? "0°" : `${Math.abs(lat)}° ${lat > 0 ? "N" : "S"}`;
        if (projection.y(lat) < projection.height - 24) context.fillText(text, 4, projection.y(lat) - 3);
    }
}

/** Draw sea, land, lakes and graticule. @param {{land, lakes}|null} coastlines null until they are loaded */
export function drawBase(context, projection, coastlines) {
    context.fillStyle = COLOURS.sea;
    context.fillRect(0, 0, projection.width, projection.height);
    if (coastlines) {
        tracePolygons(context, projection, coastlines.land);
        context.fillStyle = COLOURS.land;
        context.fill("evenodd");
        tracePolygons(context, projection, coastlines.lakes);
        context.fillStyle = COLOURS.lake;
        context.fill();
        traceCoast(context, projection, coastlines.land);
        context.strokeStyle = COLOURS.coast;
        context.lineWidth = 0.7;
        context.stroke();
    }
    context.lineWidth = 1;
    drawGraticule(context, projection);
}
