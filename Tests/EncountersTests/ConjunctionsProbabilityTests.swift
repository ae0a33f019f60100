import Encounters
import Foundation
import TestSupport
import Testing

/// An encounter out of one row of the table of 2,170 conjunctions made of ESA's collision avoidance challenge.
private struct TableRow {
    let encounter: Encounter
    let alfano: Double
    let alfriend: Double
    let greatest: Double
    let missKm: Double
    let squaredDeviations: Double

    init(_ line: String) throws {
        let numbers = line.split(separator: ",").compactMap { Double($0) }
        try #require(numbers.count == 32)
        encounter = try Encounter(
            primary: Self.object(numbers, state: 2, covariance: 8),
            secondary: Self.object(numbers, state: 14, covariance: 20), hardBodyRadiusM: numbers[1] * 1000)
        (alfano, alfriend, greatest) = (numbers[26], numbers[27], numbers[28])
        (missKm, squaredDeviations) = (numbers[29], numbers[31])
    }

    private static func object(_ row: [Double], state: Int, covariance: Int) throws -> EncounterObject {
        let c = row[covariance..<(covariance + 6)].map { $0 * 1e6 }
        return try EncounterObject(
            positionM: SIMD3(row[state], row[state + 1], row[state + 2]) * 1000,
            velocityMS: SIMD3(row[state + 3], row[state + 4], row[state + 5]) * 1000,
            covariance: StateCovariance(rtn: [c[0], c[3], c[4], c[3], c[1], c[5], c[4], c[5], c[2]]))
    }
}

/// The table's first row.
private let firstRow =
    "1,0.02971,2.33052185175137,-1103.70451050201,7105.88764299718,-7.44286282871773,-0.00061373474365266,"
    + "0.00395136139293349,9.31700905887535e-05,0.0177796454279511,1.91737223188004e-05,-0.000262339811350055,"
    + "2.3603821739353e-05,-9.3312253873865e-05,2.33346550626332,-1103.67121247836,7105.91495809904,"
    + "7.35374048712632,-1.14281404976536,-0.198247225911377,0.000634657091072037,0.819989936315031,"
    + "0.000251034082907407,-0.00196229221624529,7.07741365522766e-05,0.00113982381058435,0.136040828266536,"
    + "0.14755966615994,0.192590968666693,0.0431687186581758,14.8420003879124,0.871655401455392"

/// Two objects whose relative motion is along their common T, with round covariances of 1 m² together.
private func roundEncounter(missM: Double, radiusM: Double, variances: [Double] = [0.5, 0.5, 0.5]) throws -> Encounter {
    let covariance = try StateCovariance(rtn: [variances[0], 0, 0, 0, variances[1], 0, 0, 0, variances[2]])
    return try Encounter(
        primary: EncounterObject(
            positionM: SIMD3(7e6, 0, 0), velocityMS: SIMD3(0, 7500, 0), covariance: covariance),
        secondary: EncounterObject(
            positionM: SIMD3(7e6 + missM, 0, 0), velocityMS: SIMD3(0, -7500, 0), covariance: covariance),
        hardBodyRadiusM: radiusM)
}

@Suite struct ConjunctionsProbabilityTests {
    /// Miss distance, deviations and Alfriend's two figures to the table's own precision. Its probability by Alfano's
    /// method is integrated coarsely, up to 0.35 % off (the next test has the same rows to twelve digits).
    @Test func agreesWithTheTableOfConjunctions() throws {
        guard let text = SharedData.text("conjunction/esa_kelvins_2170_conjunctions_with_Pc.csv") else { return }
        let rows = try text.split(whereSeparator: \.isNewline).dropFirst().map { try TableRow(String($0)) }
        #expect(rows.count == 2170)
        for row in rows {
            let plane = try EncounterPlane(row.encounter)
            #expect(abs(plane.fosterProbability / row.alfano - 1) < 4e-3)
            #expect(abs(plane.alfriendProbability / row.alfriend - 1) < 1e-7)
            #expect(abs(try #require(plane.alfriendMaximum) / row.greatest - 1) < 2e-8)
            #expect(abs(plane.missDistanceM / 1000 / row.missKm - 1) < 1e-9)
            #expect(abs(plane.mahalanobisDistance * plane.mahalanobisDistance / row.squaredDeviations - 1) < 5e-8)
        }
    }

    /// Rows of the table integrated with 25 digits and the axes exchanged (mpmath 1.3); tolerance 1e-9 relative.
    @Test(arguments: [
        (1, 0.13618760654186), (2, 0.125434417719344), (101, 0.0024118014929918), (1001, 0.000151509925293417),
        (2170, 1.00541646497678e-6),
    ])
    func integratesToNineDigits(line: Int, probability: Double) throws {
        guard let text = SharedData.text("conjunction/esa_kelvins_2170_conjunctions_with_Pc.csv") else { return }
        let row = try TableRow(String(text.split(whereSeparator: \.isNewline)[line]))
        #expect(abs(try EncounterPlane(row.encounter).fosterProbability / probability - 1) < 1e-9)
    }

    /// The table's first row, its figures and the same integral to 25 digits.
    @Test func agreesWithOneRow() throws {
        let row = try TableRow(firstRow)
        let plane = try EncounterPlane(row.encounter)
        #expect(abs(plane.fosterProbability / 0.13618760654186 - 1) < 1e-9)
        #expect(abs(plane.alfriendProbability / 0.14755966615994 - 1) < 1e-7)
        #expect(abs(try #require(plane.alfriendMaximum) / 0.192590968666693 - 1) < 1e-7)
        #expect(plane.repair == nil)
    }

    /// A round covariance has a closed form at the centre, 1 − exp(−R²/2σ²), and Chan's series is exact.
    @Test(arguments: [0.01, 0.3, 1, 3])
    func agreesWithTheClosedForm(radiusM: Double) throws {
        let centred = try EncounterPlane(roundEncounter(missM: 0, radiusM: radiusM))
        let exact = -expm1(-radiusM * radiusM / 2)
        #expect(abs(centred.fosterProbability / exact - 1) < 1e-11)
        #expect(abs(try #require(centred.chanProbability) / exact - 1) < 1e-11)
        #expect(centred.alfanoMaximum.probability == 1 && centred.greatestProbability == 1)
        for missM in [0.5, 2, 8, 30] {
            let plane = try EncounterPlane(roundEncounter(missM: missM, radiusM: radiusM))
            let chan = try #require(plane.chanProbability)
            #expect(abs(plane.fosterProbability - chan) <= 1e-9 * chan, "at \(missM) m")
        }
    }

    /// No scale of the covariance gives more than the maximum; none at all more than the greatest.
    @Test func maximaAreMaxima() throws {
        let row = try TableRow(firstRow)
        let plane = try EncounterPlane(row.encounter)
        let best = plane.alfanoMaximum
        #expect(best.probability >= plane.fosterProbability && best.probability <= plane.greatestProbability)
        for factor in [0.5, 0.9, 0.999, 1.001, 1.1, 2] {
            #expect(try scaled(row.encounter, by: best.scale * factor).fosterProbability < best.probability)
        }
        #expect(abs(try scaled(row.encounter, by: best.scale).fosterProbability / best.probability - 1) < 1e-9)
    }

    private func scaled(_ encounter: Encounter, by factor: Double) throws -> EncounterPlane {
        let objects = try [encounter.primary, encounter.secondary].map {
            try EncounterObject(
                positionM: $0.positionM, velocityMS: $0.velocityMS,
                covariance: StateCovariance(rtn: $0.covariance.elements.map { $0 * factor * factor }))
        }
        return try EncounterPlane(
            Encounter(primary: objects[0], secondary: objects[1], hardBodyRadiusM: encounter.hardBodyRadiusM))
    }

    /// A variance of 0 or a correlation above 1 is raised to (radius / 10,000)² and told.
    @Test func repairsAndTells() throws {
        let flat = try EncounterPlane(roundEncounter(missM: 1, radiusM: 2, variances: [0.5, 0.5, 0]))
        let repair = try #require(flat.repair)
        #expect(abs(repair.smallestVarianceM2) < 1e-12 && abs(repair.raisedToM2 / 4e-8 - 1) < 1e-12)
        // What is left is one-dimensional: a normal number of mean 1 m and deviation 1 m between −2 m and 2 m.
        let exact = (erf(1 / 2.0.squareRoot()) + erf(3 / 2.0.squareRoot())) / 2
        #expect(abs(flat.fosterProbability / exact - 1) < 1e-6)
        let impossible = try StateCovariance(rtn: [1, 0, 3, 0, 1, 0, 3, 0, 1])
        let given = try roundEncounter(missM: 1, radiusM: 2)
        let object = try EncounterObject(
            positionM: given.primary.positionM, velocityMS: given.primary.velocityMS, covariance: impossible)
        let plane = try EncounterPlane(Encounter(primary: object, secondary: given.secondary, hardBodyRadiusM: 2))
        #expect(abs(try #require(plane.repair).smallestVarianceM2 + 1.5) < 1e-9)
    }

    /// A disk of any size around a sound covariance: all of the density lies in it, and nothing is repaired.
    @Test(arguments: [1e3, 1e6, 1e12, 1e100, 1e300])
    func holdsForHugeDisks(radiusM: Double) throws {
        let plane = try EncounterPlane(roundEncounter(missM: 2, radiusM: radiusM, variances: [0.5, 0.5, 0.05]))
        #expect(abs(plane.fosterProbability - 1) < 1e-12)
        #expect(plane.alfriendProbability == 1 && plane.isAlfriendCapped)
        // The miss is along the radius, whose deviation is 1 m: whatever the radius of the disk.
        #expect(plane.repair == nil && abs(plane.mahalanobisDistance - 2) < 1e-12)
    }

    @Test func refusesCovariancesOfZeros() throws {
        let none = try roundEncounter(missM: 1, radiusM: 2, variances: [0, 0, 0])
        #expect(throws: EncounterError.self) { try EncounterPlane(none) }
    }

    @Test func refusesWhatIsNoEncounter() throws {
        #expect(throws: EncounterError.self) { try StateCovariance(rtn: [1, 2, 3]) }
        #expect(throws: EncounterError.self) { try StateCovariance(rtn: [-1, 0, 0, 0, 1, 0, 0, 0, 1]) }
        #expect(throws: EncounterError.self) { try roundEncounter(missM: 1, radiusM: 0) }
        let object = try roundEncounter(missM: 1, radiusM: 1).primary
        #expect(throws: EncounterError.self) {
            try EncounterPlane(Encounter(primary: object, secondary: object, hardBodyRadiusM: 1))
        }
        #expect(throws: EncounterError.self) {
            try EncounterObject(positionM: SIMD3(7e6, 0, 0), velocityMS: SIMD3(1, 0, 0), covariance: object.covariance)
        }
    }
}
