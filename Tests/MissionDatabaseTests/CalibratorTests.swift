import MissionDatabase
import Testing

@Suite struct CalibratorTests {
    @Test func polynomials() {
        let calibrator = Calibrator.polynomial([1, 2, 3])
        #expect(calibrator.engineering(2) == 17)
        #expect(calibrator.raw(17) == nil)
        #expect(Calibrator.polynomial([-10, 0.5]).raw(40) == 100)
    }

    @Test func splines() {
        let points = [(0.0, 0.0), (100.0, 50.0), (200.0, 250.0)].map { SplinePoint(raw: $0.0, calibrated: $0.1) }
        let straight = Calibrator.spline(points, order: 1, extrapolates: false)
        #expect([0, 50, 100, 150, 200].map { straight.engineering($0) } == [0, 25, 50, 150, 250])
        #expect(straight.engineering(201).isNaN && straight.engineering(-1).isNaN && straight.engineering(.nan).isNaN)
        #expect(straight.raw(150) == 150)
        let beyond = Calibrator.spline(points, order: 1, extrapolates: true)
        #expect(beyond.engineering(210) == 270 && beyond.engineering(-10) == -5)
        let steps = Calibrator.spline(points, order: 0, extrapolates: true)
        #expect([0, 99, 100, 199, 200, 300].map { steps.engineering($0) } == [0, 0, 50, 50, 250, 250])
    }
}
