public import Encounters

extension GroundStation {
    /// The station's mask for the pass search: its corners, and nowhere below `minimumElevationDeg`.
    ///
    /// - Parameter leastElevationDeg: another least elevation than the station's own, degrees.
    public func elevationMask(leastElevationDeg: Double? = nil) throws(EncounterError) -> ElevationMask {
        try ElevationMask(
            corners: azimuthMask.map { .init(azimuthDeg: $0.azimuthDeg, elevationDeg: $0.elevationDeg) },
            leastElevationDeg: leastElevationDeg ?? minimumElevationDeg)
    }
}
