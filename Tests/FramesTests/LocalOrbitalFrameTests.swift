import Frames
import Testing
import Timekeeping

@Suite struct LocalOrbitalFrameTests {
    private let origin = StateVector<GCRF>(
        position: Position(xKm: 0, yKm: 7000, zKm: 0), velocity: Velocity(xKmS: -7.5, yKmS: 0.5, zKmS: 0),
        epoch: .j2000TAI)

    /// By hand: radial is +y, the angular momentum (0, 7000, 0) × (−7.5, 0.5, 0) is +z, so along track is −x.
    @Test func axes() throws {
        let frames = try #require(LocalOrbitalFrames(origin: origin))
        func offset(_ x: Double, _ y: Double, _ z: Double) -> StateVector<GCRF> {
            StateVector(
                position: Position(xKm: x, yKm: 7000 + y, zKm: z), velocity: origin.velocity, epoch: origin.epoch)
        }
        #expect(frames.rtn(offset(0, 1, 0)).position == Position(xKm: 1, yKm: 0, zKm: 0))
        #expect(frames.rtn(offset(-1, 0, 0)).position == Position(xKm: 0, yKm: 1, zKm: 0))
        #expect(frames.rtn(offset(0, 0, 1)).position == Position(xKm: 0, yKm: 0, zKm: 1))
        #expect(frames.lvlh(offset(0, -1, 0)).position == Position(xKm: 0, yKm: 0, zKm: 1))
        #expect(frames.lvlh(offset(-1, 0, 0)).position == Position(xKm: 1, yKm: 0, zKm: 0))
        #expect(frames.lvlh(offset(0, 0, -1)).position == Position(xKm: 0, yKm: 1, zKm: 0))
    }

    /// An object held 10 km ahead on a circular orbit turns with the frame: at rest in it. By hand, ω = v / r.
    @Test func velocityIsSeenFromTheTurningFrame() throws {
        let circular = StateVector<GCRF>(
            position: Position(xKm: 7000, yKm: 0, zKm: 0), velocity: Velocity(xKmS: 0, yKmS: 7, zKmS: 0),
            epoch: .j2000TAI)
        let frames = try #require(LocalOrbitalFrames(origin: circular))
        let rate = 7.0 / 7000
        let ahead = StateVector<GCRF>(
            position: Position(xKm: 7000, yKm: 10, zKm: 0),
            velocity: Velocity(xKmS: -rate * 10, yKmS: 7, zKmS: 0), epoch: .j2000TAI)
        #expect(frames.rtn(ahead).velocity.lengthKmS < 1e-15)
        #expect(frames.lvlh(ahead).position == Position(xKm: 10, yKm: 0, zKm: 0))
        #expect(frames.lvlh(ahead).velocity.lengthKmS < 1e-15)
    }

    @Test func goesBothWays() throws {
        let frames = try #require(LocalOrbitalFrames(origin: origin))
        let other = StateVector<GCRF>(
            position: Position(xKm: 12, yKm: 6990, zKm: -3), velocity: Velocity(xKmS: -7.4, yKmS: 0.6, zKmS: 0.2),
            epoch: .j2000TAI)
        for back in [frames.inertial(frames.rtn(other)), frames.inertial(frames.lvlh(other))] {
            #expect(back.position.relative(to: other.position).lengthKm < 1e-11)
            #expect(abs(back.velocity.xKmS - other.velocity.xKmS) < 1e-14)
            #expect(abs(back.velocity.yKmS - other.velocity.yKmS) < 1e-14)
            #expect(abs(back.velocity.zKmS - other.velocity.zKmS) < 1e-14)
        }
    }

    @Test func refusesStatesWithoutAPlane() {
        let fall = Velocity<GCRF>(xKmS: 0, yKmS: -3, zKmS: 0)
        #expect(
            LocalOrbitalFrames(
                origin: StateVector(position: origin.position, velocity: fall, epoch: .j2000TAI)) == nil)
        let bad = Position<GCRF>(xKm: .nan, yKm: 0, zKm: 0)
        #expect(
            LocalOrbitalFrames(
                origin: StateVector(position: bad, velocity: origin.velocity, epoch: .j2000TAI)) == nil)
    }
}
