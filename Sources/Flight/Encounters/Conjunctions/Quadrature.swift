import Glibc

/// The integral of a function by adaptive Gauss–Kronrod quadrature (7 and 15 points), to a relative error of 1e-11 or
/// as near as 400 intervals bring it.
///
/// `breaks` are places inside where the function may change quickly; the intervals begin and end there.
func integral(
    of function: (Double) -> Double, from start: Double, to end: Double, breaks: [Double]
) -> Double {
    let even = (0...8).map { start + (end - start) * Double($0) / 8 }
    let edges = (even + breaks).sorted()
    var intervals: [Interval] = []
    for (low, high) in zip(edges, edges.dropFirst()) where high > low {
        intervals.append(Interval(low, high, function))
    }
    var total = intervals.reduce(0) { $0 + $1.value }
    while intervals.count < 400 {
        let error = intervals.reduce(0) { $0 + $1.error }
        guard error > 1e-11 * abs(total),
            let worst = intervals.indices.max(by: { intervals[$0].error < intervals[$1].error })
        else { break }
        let wide = intervals.remove(at: worst)
        let middle = (wide.low + wide.high) / 2
        guard middle > wide.low, middle < wide.high else { break }
        intervals.append(Interval(wide.low, middle, function))
        intervals.append(Interval(middle, wide.high, function))
        total = intervals.reduce(0) { $0 + $1.value }
    }
    return total
}

private struct Interval {
    let low: Double
    let high: Double
    let value: Double
    let error: Double

    init(_ low: Double, _ high: Double, _ function: (Double) -> Double) {
        let (centre, half) = ((low + high) / 2, (high - low) / 2)
        let middle = function(centre)
        var (kronrod, gauss) = (middle * kronrodWeights[7], middle * gaussWeights[3])
        for index in 0..<7 {
            let offset = half * kronrodNodes[index]
            let pair = function(centre - offset) + function(centre + offset)
            kronrod += pair * kronrodWeights[index]
            if index % 2 == 1 { gauss += pair * gaussWeights[index / 2] }
        }
        (self.low, self.high) = (low, high)
        (value, error) = (kronrod * half, abs(kronrod - gauss) * half)
    }
}

// Nodes and weights on −1…1 (Abramowitz and Stegun 25.4.29 and Kronrod 1965).
private let kronrodNodes = [
    0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
    0.741531185599394439863864773280788, 0.586087235467691130294144691693237, 0.405845151377397166906606412076961,
    0.207784955007898467600689403773245,
]
private let kronrodWeights = [
    0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
    0.140653259715525918745189590510238, 0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
    0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
]
private let gaussWeights = [
    0.129484966168869693270611432679082, 0.279705391489276667901467771423780, 0.381830050505118944950369775488975,
    0.417959183673469387755102040816327,
]
