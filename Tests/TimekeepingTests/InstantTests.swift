import Foundation
import Testing
import Timekeeping

@Suite struct InstantTests {
    @Test func staysWithinItsRange() {
        #expect(Instant.latest.advanced(bySeconds: 1) == .latest)
        #expect(Instant.earliest.advanced(bySeconds: -1) == .earliest)
        #expect(Instant.j2000TAI.advanced(bySeconds: .infinity) == .latest)
        #expect(Instant.j2000TAI.advanced(bySeconds: -1e300) == .earliest)
        #expect(Instant.j2000TAI.advanced(bySeconds: .nan) == .j2000TAI)
        #expect(Instant.latest.secondsSince(.earliest) > 1.8e10)
        #expect(!Instant.earliest.iso8601UTC().isEmpty && !Instant.latest.dayOfYearUTC().isEmpty)
        #expect(Instant(unixNanoseconds: .min) < Instant(unixNanoseconds: .max))
    }

    @Test func advancesByNanoseconds() {
        let instant = Instant.j2000TAI.advanced(bySeconds: 1e-9)
        #expect(instant.nanosecondsSinceJ2000TAI == 1)
        #expect(instant > .j2000TAI)
    }

    @Test func codesAsABareNumber() throws {
        let instant = Instant(nanosecondsSinceJ2000TAI: 123_456_789)
        let data = try JSONEncoder().encode([instant])
        #expect(String(decoding: data, as: UTF8.self) == "[123456789]")
        #expect(try JSONDecoder().decode([Instant].self, from: data) == [instant])
    }

    @Test func everyDayOfFourCenturiesGoesBothWays() {
        for day in stride(from: -94_554, through: 51_544, by: 1) {
            let date = CalendarDate(modifiedJulianDay: day)
            #expect(date.modifiedJulianDay == day)
            #expect(CalendarDate(year: date.year, dayOfYear: date.dayOfYear) == date)
        }
    }
}
