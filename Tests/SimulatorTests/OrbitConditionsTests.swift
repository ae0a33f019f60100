import Foundation
import Frames
import Orbits
import Testing
import Timekeeping

@testable import Simulator

@Suite struct OrbitConditionsTests {
    /// TEME to J2000 of satellite 5 at 2000-06-28T15:08:51.655Z (Vallado et al., AIAA 2006-6753, appendix C), to 0.05 km
    /// and 0.05 m/s: the nutation here has four terms.
    @Test func temeTurnsToJ2000() throws {
        let toJ2000 = MeanEquatorJ2000(at: try Instant(utc: "2000-06-28T15:08:51.655Z"))
        let position = toJ2000(SIMD3(-9060.47373569, 4658.70952502, 813.68673153))
        #expect((position - SIMD3(-9059.9413786, 4659.6972000, 813.9588875)).length < 0.05)
        let velocity = toJ2000(SIMD3(-2.232832783, -4.110453490, -3.157345433))
        #expect((velocity - SIMD3(-2.233348094, -4.110136162, -3.157394074)).length < 5e-5)
    }

    /// In the plane through Sun and Earth's axis: full sun before the Earth, none behind it, part at its edge.
    @Test func shadowHasUmbraAndPenumbra() {
        let sun = SIMD3(149_597_870.7, 0, 0)
        #expect(OrbitConditions.sunlitFraction(SIMD3(6_790, 0, 0), sunKm: sun) == 1)
        #expect(OrbitConditions.sunlitFraction(SIMD3(-6_790, 0, 0), sunKm: sun) == 0)
        #expect(OrbitConditions.sunlitFraction(SIMD3(0, 6_790, 0), sunKm: sun) == 1)
        let behind = -(6_790.0 * 6_790 - 6_381 * 6_381).squareRoot()
        let edge = OrbitConditions.sunlitFraction(SIMD3(behind, 6_381, 0), sunKm: sun)
        #expect(edge > 0.3 && edge < 0.7)
    }

    @Test func noonAngleGrowsWithTheMotion() throws {
        let propagator = try SGP4(Support.elements())
        let start = try Instant(utc: Support.start)
        let first = OrbitConditions(try propagator.state(at: start), earthOrientation: .none)
        let later = OrbitConditions(try propagator.state(at: start.advanced(bySeconds: 60)), earthOrientation: .none)
        let moved = (later.noonAngleDeg - first.noonAngleDeg).wrapped180
        // 360° in 92.9 min.
        #expect(abs(moved - 60 * 360 / (92.9 * 60)) < 0.15)
        #expect(abs(first.betaDeg) < 75.1)
    }

    @Test func quaternionsHaveLengthOneAndTurnRight() {
        let quarter = AttitudeModel.quaternion(SIMD3(0, 0, 90))
        let cosine = Double(0.5).squareRoot()
        #expect(zip(quarter, [cosine, 0, 0, cosine]).allSatisfy { abs($0 - $1) < 1e-15 })
        let any = AttitudeModel.quaternion(SIMD3(10, -20, 130))
        #expect(abs(any.reduce(0) { $0 + $1 * $1 } - 1) < 1e-15)
    }
}
