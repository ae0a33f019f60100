import Glibc

extension EncounterPlane {
    /// Probability of collision after Foster and Estes (NASA JSC-25898, 1992): the density over the disk of the
    /// hard-body radius, for straight relative motion and a velocity known exactly.
    ///
    /// One axis is integrated in closed form, the other by adaptive Gauss–Kronrod quadrature; relative error below
    /// 1e-9 wherever the result is above 1e-300.
    public var fosterProbability: Double { fosterProbability(scale: 1) }

    /// The same with every standard deviation multiplied by `scale`.
    func fosterProbability(scale: Double) -> Double {
        let (sigmaX, sigmaY) = (sigmaMajorM * scale, sigmaMinorM * scale)
        // The density beyond 40 standard deviations is below the smallest number there is.
        let isInside = abs(missMajorM) + 40 * sigmaX < hardBodyRadiusM
        let total = isInside ? chordsAcrossMajorAxis(sigmaX, sigmaY) : chordsAcrossDisk(sigmaX, sigmaY)
        return min(max(total, 0), 1)
    }

    /// The integral over all of the disk's chords along the minor axis.
    private func chordsAcrossDisk(_ sigmaX: Double, _ sigmaY: Double) -> Double {
        let radius = hardBodyRadiusM
        // x = r sin θ takes away the disk's infinite slope at its rim.
        let density = { (theta: Double) -> Double in
            let (x, reach) = (radius * sin(theta), radius * cos(theta))
            let deviation = (x - missMajorM) / sigmaX
            let across = normalProbability(from: (-reach - missMinorM) / sigmaY, to: (reach - missMinorM) / sigmaY)
            return exp(-deviation * deviation / 2) * across * reach / (sigmaX * (2 * Double.pi).squareRoot())
        }
        let points = [-16.0, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16].map { (missMajorM + $0 * sigmaX) / radius }
        let breaks = points.filter { abs($0) < 1 }.map { asin($0) }
        return integral(of: density, from: -Double.pi / 2, to: Double.pi / 2, breaks: breaks)
    }

    /// The same where the density along the major axis lies within the disk: however small it is against the disk, it
    /// is integrated in its own measure.
    private func chordsAcrossMajorAxis(_ sigmaX: Double, _ sigmaY: Double) -> Double {
        let density = { (deviation: Double) -> Double in
            let x = missMajorM + deviation * sigmaX
            let reach = (hardBodyRadiusM - x).squareRoot() * (hardBodyRadiusM + x).squareRoot()
            let across = normalProbability(from: (-reach - missMinorM) / sigmaY, to: (reach - missMinorM) / sigmaY)
            return exp(-deviation * deviation / 2) * across / (2 * Double.pi).squareRoot()
        }
        return integral(of: density, from: -40, to: 40, breaks: [-16.0, -8, -4, -2, -1, 1, 2, 4, 8, 16])
    }

    /// Probability of collision by Chan's series (F. K. Chan, Spacecraft Collision Probability, 2008): the disk is
    /// replaced by an ellipse of the same area and the same shape as the covariance. Exact for a round covariance,
    /// else good where the radius is small against both standard deviations: see `chanError`.
    ///
    /// Nil where the radius is so many standard deviations that the series has over ten million terms.
    public var chanProbability: Double? {
        let disk = hardBodyRadiusM * hardBodyRadiusM / (sigmaMajorM * sigmaMinorM) / 2
        let miss = mahalanobisDistance * mahalanobisDistance / 2
        // Beyond this the exponential is below the smallest number there is.
        guard miss < 745 || disk > 1 else { return 0 }
        let count = miss + disk + 20 * (miss + disk).squareRoot() + 60
        guard count < 1e7 else { return nil }
        var (sum, tail) = (0.0, 0.0)
        for term in stride(from: Int(count), through: 0, by: -1) {
            tail += poisson(term + 1, mean: disk)
            sum += poisson(term, mean: miss) * tail
        }
        return min(sum, 1)
    }

    /// Probability of collision with the density at the disk's centre taken for all of it (Alfriend and others,
    /// Space Debris 1, 1999, equation 18). Good where the radius is small against both standard deviations: see
    /// `alfriendError`. The formula knows no limit; what it gives above 1 is 1 here.
    public var alfriendProbability: Double { min(exp(alfriendLogarithm), 1) }

    /// Whether the formula of `alfriendProbability` gives more than 1.
    public var isAlfriendCapped: Bool { alfriendLogarithm > 0 }

    private var alfriendLogarithm: Double {
        log(hardBodyRadiusM / sigmaMajorM) + log(hardBodyRadiusM / sigmaMinorM) - log(2)
            - mahalanobisDistance * mahalanobisDistance / 2
    }

    /// How far, relatively, `chanProbability` may be from the integral: the bound of the second term of the density's
    /// series about the disk's centre, ((u² + 1) b + (v² + 1) a) (a − b) / 8, with a and b the radius and u and v the
    /// miss in standard deviations of the minor and the major axis. Above about 0.1 the method's assumption fails.
    public var chanError: Double {
        let (a, b) = (hardBodyRadiusM / sigmaMinorM, hardBodyRadiusM / sigmaMajorM)
        let (u, v) = (missMajorM / sigmaMajorM, missMinorM / sigmaMinorM)
        return ((u * u + 1) * b + (v * v + 1) * a) * (a - b) / 8
    }

    /// The same of `alfriendProbability`: ((u² + 1) b² + (v² + 1) a²) / 8.
    public var alfriendError: Double {
        let (a, b) = (hardBodyRadiusM / sigmaMinorM, hardBodyRadiusM / sigmaMajorM)
        let (u, v) = (missMajorM / sigmaMajorM, missMinorM / sigmaMinorM)
        return ((u * u + 1) * b * b + (v * v + 1) * a * a) / 8
    }

    /// Largest value that `alfriendProbability` takes when the covariance grows or shrinks, its shape kept (the same,
    /// equation 21). Not limited to 1; nil where there is no miss distance.
    public var alfriendMaximum: Double? {
        let deviations = mahalanobisDistance
        guard deviations > 0 else { return nil }
        return hardBodyRadiusM * hardBodyRadiusM / (sigmaMajorM * sigmaMinorM * deviations * deviations * M_E)
    }

    /// Largest probability of collision that any covariance of the same shape and direction gives, and the factor on
    /// the standard deviations at which it does (S. Alfano, Journal of the Astronautical Sciences 53, 2005), with
    /// the probability integrated over the disk. A miss distance within the radius gives 1 at factor 0.
    public var alfanoMaximum: (probability: Double, scale: Double) {
        guard missDistanceM > hardBodyRadiusM else { return (1, 0) }
        let start = log(mahalanobisDistance / 2.0.squareRoot())
        let steps = stride(from: -4.0, through: 4, by: 0.125).map { start + $0 }
        let values = steps.map { fosterProbability(scale: exp($0)) }
        guard let best = values.indices.max(by: { values[$0] < values[$1] }) else { return (0, 1) }
        let peak = maximum(between: steps[best] - 0.125, and: steps[best] + 0.125) { fosterProbability(scale: exp($0)) }
        return (peak.value, exp(peak.at))
    }

    /// Largest probability of collision that any covariance at all gives for this miss distance and radius: the one
    /// stretched along the miss vector without end (the same paper). A miss distance within the radius
    /// gives 1.
    public var greatestProbability: Double {
        let (near, far) = (missDistanceM - hardBodyRadiusM, missDistanceM + hardBodyRadiusM)
        guard near > 0 else { return 1 }
        let sigma = ((far * far - near * near) / (2 * log(far / near))).squareRoot()
        return normalProbability(from: near / sigma, to: far / sigma)
    }
}

/// Probability that a standard normal number lies between two, to full relative precision in the tails too.
func normalProbability(from low: Double, to high: Double) -> Double {
    let (width, middle) = (high - low, (high + low) / 2)
    if width < 1e-2, width * abs(middle) < 1e-2 {
        let density = exp(-middle * middle / 2) / (2 * Double.pi).squareRoot()
        return density * width * (1 + width * width * (middle * middle - 1) / 24)
    }
    let root = 0.5.squareRoot()
    if low > 0 { return (erfc(low * root) - erfc(high * root)) / 2 }
    if high < 0 { return (erfc(-high * root) - erfc(-low * root)) / 2 }
    return (erf(high * root) - erf(low * root)) / 2
}

private func poisson(_ count: Int, mean: Double) -> Double {
    guard mean > 0 else { return count == 0 ? 1 : 0 }
    let number = Double(count)
    return exp(number * log(mean) - mean - logGamma(number + 1))
}

/// Golden-section search for the peak of a function with one.
private func maximum(between low: Double, and high: Double, of function: (Double) -> Double) -> (
    at: Double, value: Double
) {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (low, high)
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (leftValue, rightValue) = (function(left), function(right))
    while high - low > 1e-6 {
        if leftValue > rightValue {
            (high, right, rightValue) = (right, left, leftValue)
            left = high - ratio * (high - low)
            leftValue = function(left)
        } else {
            (low, left, leftValue) = (left, right, rightValue)
            right = low + ratio * (high - low)
            rightValue = function(right)
        }
    }
    return leftValue > rightValue ? (left, leftValue) : (right, rightValue)
}
