extension EarthOrientation {
    /// IERS finals2000A as it was when the program was made: measured from 1973 on, then a year of predictions.
    ///
    /// Equal to the file in every digit (1e-6″, 1e-7 s, 1e-6″ for the pole offsets). `days`, `measuredDays` and
    /// `expires` tell how far it reaches; predictions are off by 1 ms in UT1 after some weeks and by 20 ms after a
    /// year (0.5 m and 9 m at the equator), so a newer file is better read where centimetres matter. Unpacked at first
    /// use. Made by Tools/earth-orientation.
    public static let bundled = EarthOrientation(rows: EarthOrientationTable.text.withUTF8Buffer(unpacked))

    private static func unpacked(_ digits: UnsafeBufferPointer<UInt8>) -> [Row] {
        let count = EarthOrientationTable.dayCount
        var reader = PackedColumns(digits: digits)
        let x = reader.column(count: count, unitsInOne: 1e6)
        let y = reader.column(count: count, unitsInOne: 1e6)
        let ut1 = reader.column(count: count, unitsInOne: 1e7)
        let dX = reader.column(count: count, unitsInOne: 1e3)
        let dY = reader.column(count: count, unitsInOne: 1e3)
        return (0..<count).map { index in
            Row(
                modifiedJulianDay: EarthOrientationTable.firstDay + index, ut1MinusUTCSeconds: ut1[index],
                xPoleArcsec: x[index], yPoleArcsec: y[index], dXMas: dX[index], dYMas: dY[index],
                isPredicted: index >= EarthOrientationTable.measuredDayCount)
        }
    }

    /// First and last measured UTC day as Modified Julian Days; nil without one. Later days of the table are
    /// predictions.
    public var measuredDays: ClosedRange<Int>? {
        guard let first = rows.first, let last = rows.last(where: { !$0.isPredicted }) else { return nil }
        return first.modifiedJulianDay <= last.modifiedJulianDay
            ? first.modifiedJulianDay...last.modifiedJulianDay : nil
    }

    /// The instant after which the table holds its last value, 0 h UTC of its last day; nil without a table.
    public func expires(leapSeconds: LeapSecondTable = .bundled) -> Instant? {
        rows.last.map { leapSeconds.instant(day: $0.modifiedJulianDay, nanosecondOfDay: 0) }
    }
}

/// A cursor over second differences in base-64 digits of five bits, the sixth saying that more follow.
private struct PackedColumns {
    let digits: UnsafeBufferPointer<UInt8>
    private let values = Self.digitValues()
    private var position = 0

    init(digits: UnsafeBufferPointer<UInt8>) { self.digits = digits }

    /// Numbers kept as whole units; division by a power of ten gives the very number that reading the decimal would.
    mutating func column(count: Int, unitsInOne: Double) -> [Double] {
        var (value, step) = (0, 0)
        var numbers: [Double] = []
        numbers.reserveCapacity(count)
        for _ in 0..<count {
            step += next()
            value += step
            numbers.append(Double(value) / unitsInOne)
        }
        return numbers
    }

    private mutating func next() -> Int {
        var (number, shift) = (0, 0)
        while position < digits.count {
            let digit = values[Int(digits[position])]
            position += 1
            guard digit >= 0 else { continue }
            number |= (digit & 31) << shift
            shift += 5
            if digit < 32 { break }
        }
        return number & 1 == 0 ? number >> 1 : -(number >> 1) - 1
    }

    /// The 64 digits, of which the letters can spell no word.
    private static let alphabet: StaticString = "ABCDEGJKLMNPQRSUVYZabcdegjklmnpqrsuvyz0123456789!#$%&()*+-/:;<=>"

    /// Values of the digits by their ASCII codes; −1 for anything else, such as the ends of lines.
    private static func digitValues() -> [Int] {
        var values = [Int](repeating: -1, count: 256)
        alphabet.withUTF8Buffer { letters in
            for (value, letter) in letters.enumerated() { values[Int(letter)] = value }
        }
        return values
    }
}
