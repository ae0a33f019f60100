import Frames
import Glibc

/// The plane motion after the long-period terms: Kepler's equation solved.
struct PlaneMotion {
    let radius: Double
    let radialRate: Double
    let transverseRate: Double
    let sinLatitude: Double
    let cosLatitude: Double
    let beta: Double
    let semiLatusRectum: Double
}

extension SGP4 {
    /// Adds the long- and short-period terms to mean elements and turns them into position and velocity.
    @inline(__always)
    func osculating(
        _ mean: MovedElements, axis: Double, angles: InclinationTerms, _ t: Double
    ) throws(OrbitError) -> (Position<TEME>, Velocity<TEME>) {
        let plane = try planeMotion(mean, axis: axis, angles: angles, t)
        let meanMotion = gravity.xke / pow(axis, 1.5)
        let sin2 = 2 * plane.cosLatitude * plane.sinLatitude
        let cos2 = 1 - 2 * plane.sinLatitude * plane.sinLatitude
        let inverse = 1 / plane.semiLatusRectum
        let first = 0.5 * gravity.j2 * inverse
        let second = first * inverse
        let radius =
            plane.radius * (1 - 1.5 * second * plane.beta * angles.threeCos2Minus1)
            + 0.5 * first * angles.oneMinusCos2 * cos2
        guard radius >= 1 else { throw .decayed(minutesSinceEpoch: t, earthRadii: radius) }
        let latitude =
            atan2(plane.sinLatitude, plane.cosLatitude) - 0.25 * second * angles.sevenCos2Minus1 * sin2
        let rate = meanMotion * first
        return oriented(
            radius: radius, latitude: latitude,
            node: mean.node + 1.5 * second * angles.cosine * sin2,
            inclination: mean.inclination + 1.5 * second * angles.cosine * angles.sine * cos2,
            radialRate: plane.radialRate - rate * angles.oneMinusCos2 * sin2 / gravity.xke,
            transverseRate: plane.transverseRate
                + rate * (angles.oneMinusCos2 * cos2 + 1.5 * angles.threeCos2Minus1) / gravity.xke)
    }

    @inline(__always)
    private func planeMotion(
        _ mean: MovedElements, axis: Double, angles: InclinationTerms, _ t: Double
    ) throws(OrbitError) -> PlaneMotion {
        let inverse = 1 / (axis * (1 - mean.eccentricity * mean.eccentricity))
        let axn = mean.eccentricity * cos(mean.perigee)
        let ayn = mean.eccentricity * sin(mean.perigee) + inverse * angles.eccentricity
        let longitude = mean.anomaly + mean.perigee + mean.node + inverse * angles.longitude * axn
        let (sine, cosine) = solveKepler(reduced(longitude - mean.node), axn, ayn)
        let eCosE = axn * cosine + ayn * sine
        let eSinE = axn * sine - ayn * cosine
        let e2 = axn * axn + ayn * ayn
        let semiLatusRectum = axis * (1 - e2)
        guard semiLatusRectum >= 0 else {
            throw .semiLatusRectumNegative(minutesSinceEpoch: t, earthRadii: semiLatusRectum)
        }
        let radius = axis * (1 - eCosE)
        let beta = (1 - e2).squareRoot()
        let part = eSinE / (1 + beta)
        let scale = axis / radius
        return PlaneMotion(
            radius: radius, radialRate: axis.squareRoot() * eSinE / radius,
            transverseRate: semiLatusRectum.squareRoot() / radius,
            sinLatitude: scale * (sine - ayn - axn * part), cosLatitude: scale * (cosine - axn + ayn * part),
            beta: beta, semiLatusRectum: semiLatusRectum)
    }

    /// Sine and cosine of the eccentric longitude by Newton's method, its steps held below 0.95.
    @inline(__always)
    private func solveKepler(_ u: Double, _ axn: Double, _ ayn: Double) -> (sine: Double, cosine: Double) {
        var angle = u
        var (sine, cosine) = (0.0, 0.0)
        for _ in 0..<10 {
            (sine, cosine) = (sin(angle), cos(angle))
            let slope = 1 - cosine * axn - sine * ayn
            let step = (u - ayn * cosine + axn * sine - angle) / slope
            let held = step >= 0.95 ? 0.95 : step <= -0.95 ? -0.95 : step
            angle += held
            if abs(held) < 1e-12 { break }
        }
        return (sine, cosine)
    }

    @inline(__always)
    private func oriented(
        radius: Double, latitude: Double, node: Double, inclination: Double, radialRate: Double, transverseRate: Double
    ) -> (Position<TEME>, Velocity<TEME>) {
        let (sinU, cosU) = (sin(latitude), cos(latitude))
        let (sinNode, cosNode) = (sin(node), cos(node))
        let (sinInclination, cosInclination) = (sin(inclination), cos(inclination))
        let (xAcross, yAcross) = (-sinNode * cosInclination, cosNode * cosInclination)
        let (ux, uy, uz) = (xAcross * sinU + cosNode * cosU, yAcross * sinU + sinNode * cosU, sinInclination * sinU)
        let (vx, vy, vz) = (xAcross * cosU - cosNode * sinU, yAcross * cosU - sinNode * sinU, sinInclination * cosU)
        let (km, kmS) = (gravity.radiusKm, gravity.kmPerSecond)
        return (
            Position(xKm: radius * ux * km, yKm: radius * uy * km, zKm: radius * uz * km),
            Velocity(
                xKmS: (radialRate * ux + transverseRate * vx) * kmS,
                yKmS: (radialRate * uy + transverseRate * vy) * kmS,
                zKmS: (radialRate * uz + transverseRate * vz) * kmS)
        )
    }
}
