import Frames
import Timekeeping

/// The vector of 6778 km along (4000, 4000, 3700), held fixed in GCRF and in TEME, in ITRF: figures of pyerfa 2.0
/// (xys06a, c2ixys, era00, pom00, sp00, gmst82) with IERS finals2000A.all, linear in UT1 − TAI over each UTC day.
struct AttitudeVector {
    let modifiedJulianDay: Int
    let seconds: Double
    let itrfFromGCRF: (Double, Double, Double)
    let itrfFromTEME: (Double, Double, Double)

    var instant: Instant {
        get throws {
            let date = CalendarDate(modifiedJulianDay: modifiedJulianDay)
            let day = String(date.dayOfYear)
            let padding = String(repeating: "0", count: 3 - day.count)
            return try Instant(utc: "\(date.year)-\(padding)\(day)").advanced(bySeconds: seconds)
        }
    }
}

let attitudeVectors: [AttitudeVector] = [
    AttitudeVector(
        modifiedJulianDay: 41700, seconds: 71530.25, itrfFromGCRF: (5564.5382325337, -1135.2244494277, 3699.7923871607),
        itrfFromTEME: (5565.9502418299, -1093.7151150506, 3710.1575643877)),
    AttitudeVector(
        modifiedJulianDay: 45000, seconds: 67224.25, itrfFromGCRF: (5645.6166576806, -596.8730471583, 3702.9770617835),
        itrfFromTEME: (5643.7563099606, -569.2172887573, 3710.1604267147)),
    AttitudeVector(
        modifiedJulianDay: 48804, seconds: 77049.25, itrfFromGCRF: (-5445.3734582451, 1595.1981134756, 3707.3622535441),
        itrfFromTEME: (-5446.7919032433, 1583.8106591682, 3710.1598023088)),
    AttitudeVector(
        modifiedJulianDay: 50000, seconds: 59011.25, itrfFromGCRF: (-4362.4053313638, 3627.4431183262, 3708.4174722106),
        itrfFromTEME: (-4365.5550164239, 3621.8632920173, 3710.1643754035)),
    AttitudeVector(
        modifiedJulianDay: 51544, seconds: 48056.25, itrfFromGCRF: (-1396.1346511495, 5498.0322512657, 3709.9505926497),
        itrfFromTEME: (-1396.0962936951, 5497.8932821308, 3710.1709660111)),
    AttitudeVector(
        modifiedJulianDay: 53736, seconds: 25365.25,
        itrfFromGCRF: (-5374.4099462282, -1809.2214783720, 3712.6431786641),
        itrfFromTEME: (-5378.8239625625, -1801.1828887542, 3710.1586193885)),
    AttitudeVector(
        modifiedJulianDay: 57753, seconds: 86399.75, itrfFromGCRF: (3204.5880277565, -4675.3900340020, 3716.5343537111),
        itrfFromTEME: (3185.4740539925, -4693.4849529813, 3710.1533725007)),
    AttitudeVector(
        modifiedJulianDay: 57754, seconds: 0.25, itrfFromGCRF: (3204.0766068608, -4675.7405292206, 3716.5343535035),
        itrfFromTEME: (3184.9606539166, -4693.8333574314, 3710.1533722566)),
    AttitudeVector(
        modifiedJulianDay: 60497, seconds: 43883.25, itrfFromGCRF: (2621.5686455151, -5023.1150161400, 3719.8087815748),
        itrfFromTEME: (2591.4127224883, -5045.8566203854, 3710.1475803852)),
    AttitudeVector(
        modifiedJulianDay: 60498, seconds: 23545.25, itrfFromGCRF: (5270.0519323205, 2081.0406964493, 3719.8261048558),
        itrfFromTEME: (5289.5125860995, 2048.6664021273, 3710.1626075268)),
    AttitudeVector(
        modifiedJulianDay: 61000, seconds: 50857.25, itrfFromGCRF: (-3839.5273531466, 4166.2803161219, 3720.4061649146),
        itrfFromTEME: (-3815.0185712632, 4197.8039992888, 3710.1696571008)),
    AttitudeVector(
        modifiedJulianDay: 61365, seconds: 62583.25, itrfFromGCRF: (599.4874786736, 5633.6028219246, 3720.8087840839),
        itrfFromTEME: (640.9308173178, 5636.0568450993, 3710.1691236684)),
]
