import Glibc

/// Terms of a series in sines and cosines of whole multiples of the fundamental arguments.
struct HarmonicTable {
    /// Numbers of a term: the arguments' multipliers, then the amplitudes.
    let columns: Int
    let argumentCount: Int
    let numbers: [Double]

    /// Reads a generated table: whole numbers between spaces and line ends.
    init(_ text: StaticString, argumentCount: Int, amplitudeCount: Int) {
        columns = argumentCount + amplitudeCount
        self.argumentCount = argumentCount
        numbers = text.withUTF8Buffer { $0.split { $0 <= 32 }.map(Self.wholeNumber) }
    }

    var termCount: Int { numbers.count / columns }

    private static func wholeNumber(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Double {
        let negative = digits.first == UInt8(ascii: "-")
        let value = digits.drop { $0 == UInt8(ascii: "-") }.reduce(0.0) { $0 * 10 + Double($1) - 48 }
        return negative ? -value : value
    }

    /// One term at one instant.
    struct Term {
        let amplitudes: UnsafePointer<Double>
        let sine: Double
        let cosine: Double
        let rate: Double
    }

    /// Hands every term to `body`, the smallest (the last of the table) first so that little is lost in rounding.
    @inline(__always)
    func forEach(_ arguments: FundamentalArguments, _ body: (Term) -> Void) {
        precondition(arguments.values.count == argumentCount && arguments.rates.count == argumentCount)
        numbers.withUnsafeBufferPointer { numbers in
            arguments.values.withUnsafeBufferPointer { values in
                arguments.rates.withUnsafeBufferPointer { rates in
                    guard let first = numbers.baseAddress else { return }
                    for index in (0..<termCount).reversed() {
                        let term = first + index * columns
                        var (angle, rate) = (0.0, 0.0)
                        for argument in 0..<argumentCount where term[argument] != 0 {
                            angle += term[argument] * values[argument]
                            rate += term[argument] * rates[argument]
                        }
                        let (sine, cosine) = (sin(angle), cos(angle))
                        body(Term(amplitudes: term + argumentCount, sine: sine, cosine: cosine, rate: rate))
                    }
                }
            }
        }
    }
}
