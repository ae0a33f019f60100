import Glibc

/// The lowest elevation at which a site sees, by azimuth: corners, and straight lines between them.
public struct ElevationMask: Hashable, Sendable {
    /// A corner of the mask.
    public struct Corner: Hashable, Sendable {
        /// Azimuth from north through east, degrees, 0 ..< 360.
        public var azimuthDeg: Double
        /// Lowest elevation seen there, degrees, −89…89.
        public var elevationDeg: Double

        /// Makes a corner from its two angles, degrees.
        public init(azimuthDeg: Double, elevationDeg: Double) {
            (self.azimuthDeg, self.elevationDeg) = (azimuthDeg, elevationDeg)
        }
    }

    /// The corners in order of azimuth. Two of one azimuth make a wall: the first holds before it, the second after.
    public let corners: [Corner]
    /// The elevation under which nothing is seen at any azimuth, degrees.
    public let leastElevationDeg: Double

    /// A mask from its corners in any order, never below `leastElevationDeg`; without corners that is all of it.
    ///
    /// Throws where an azimuth is not within 0 ..< 360 or an elevation not within −89…89 degrees.
    public init(corners: [Corner], leastElevationDeg: Double = -89) throws(EncounterError) {
        let isInRange = { (angle: Double) in angle >= -89 && angle <= 89 }
        for corner in corners {
            guard corner.azimuthDeg >= 0, corner.azimuthDeg < 360 else {
                throw .unusableValue(
                    name: "mask's azimuth", value: corner.azimuthDeg, expected: "0 to below 360 degrees")
            }
            guard isInRange(corner.elevationDeg) else { throw Self.badElevation(corner.elevationDeg) }
        }
        guard isInRange(leastElevationDeg) else { throw Self.badElevation(leastElevationDeg) }
        let order = corners.indices.sorted { (corners[$0].azimuthDeg, $0) < (corners[$1].azimuthDeg, $1) }
        self.corners = order.map { corners[$0] }
        self.leastElevationDeg = leastElevationDeg
    }

    private static func badElevation(_ value: Double) -> EncounterError {
        .unusableValue(name: "mask's elevation", value: value, expected: "-89 to 89 degrees")
    }

    /// The lowest elevation seen towards an azimuth, degrees.
    public func elevationDeg(azimuthDeg: Double) -> Double {
        guard let sector = sector(azimuthRad: azimuthDeg * Double.pi / 180) else { return leastElevationDeg }
        return max(leastElevationDeg, sector.elevation(azimuthDeg * Double.pi / 180) * 180 / Double.pi)
    }

    /// The lowest elevation of the whole mask, degrees.
    var lowestDeg: Double { max(leastElevationDeg, corners.map(\.elevationDeg).min() ?? leastElevationDeg) }
    /// The highest elevation of the whole mask, degrees.
    var highestDeg: Double { max(leastElevationDeg, corners.map(\.elevationDeg).max() ?? leastElevationDeg) }
    /// One elevation all round.
    var isLevel: Bool { lowestDeg == highestDeg }

    /// The straight piece between two corners that holds an azimuth; nil without corners.
    func sector(azimuthRad: Double) -> MaskSector? {
        guard let first = corners.first, let last = corners.last, azimuthRad.isFinite else { return nil }
        let turned = (azimuthRad * 180 / Double.pi).truncatingRemainder(dividingBy: 360)
        let azimuth = turned < 0 ? turned + 360 : turned
        let after = corners.firstIndex { $0.azimuthDeg > azimuth } ?? corners.count
        var (lower, upper) = (last, first)
        if after > 0 { lower = corners[after - 1] } else { lower.azimuthDeg -= 360 }
        if after < corners.count { upper = corners[after] } else { upper.azimuthDeg += 360 }
        return MaskSector(lower, upper)
    }
}

/// A straight piece of a mask, radians.
struct MaskSector {
    let beginAzimuth: Double
    let endAzimuth: Double
    private let beginElevation: Double
    /// Elevation per azimuth.
    let slope: Double

    init(_ lower: ElevationMask.Corner, _ upper: ElevationMask.Corner) {
        let radians = Double.pi / 180
        (beginAzimuth, endAzimuth) = (lower.azimuthDeg * radians, upper.azimuthDeg * radians)
        beginElevation = lower.elevationDeg * radians
        let span = endAzimuth - beginAzimuth
        slope = span > 0 ? (upper.elevationDeg - lower.elevationDeg) * radians / span : 0
    }

    func elevation(_ azimuth: Double) -> Double {
        let offset = (azimuth - beginAzimuth).truncatingRemainder(dividingBy: 2 * Double.pi)
        return beginElevation + slope * (offset < 0 ? offset + 2 * Double.pi : offset)
    }
}
