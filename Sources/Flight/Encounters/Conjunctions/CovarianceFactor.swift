import Glibc

/// A square root of a covariance: its columns times independent standard normal numbers have that covariance.
struct CovarianceFactor {
    /// Six columns; the last two places of each are 0.
    var columns: [SIMD8<Double>]
    /// The smallest eigenvalue of the correlation matrix where it was negative and was mended; nil otherwise.
    let clippedEigenvalue: Double?

    /// Takes the square root of a 6 × 6 covariance by the eigenvectors of its correlation matrix, so that metres and
    /// metres a second weigh the same.
    ///
    /// Where an eigenvalue is negative, the position's part and what ties the velocity to it are kept, and the
    /// velocity's variances are raised as far as they must be: a collision depends on the position first.
    init(_ covariance: StateCovariance) {
        let given = covariance.elements
        let deviations = (0..<6).map { given[$0 * 7].squareRoot() }
        var correlation = given
        for row in 0..<6 {
            for column in 0..<6 {
                let product = deviations[row] * deviations[column]
                correlation[row * 6 + column] = product > 0 ? given[row * 6 + column] / product : row == column ? 1 : 0
            }
        }
        let (values, vectors) = eigenvectors(of: correlation, size: 6)
        // A round-off of the sixteen digits is no fault of the covariance.
        let smallest = values.min() ?? 0
        clippedEigenvalue = smallest < -1e-12 ? smallest : nil
        let root = smallest < -1e-12 ? Self.repairedRoot(of: correlation) : Self.root(values, vectors)
        columns = (0..<6).map { index in
            var column = SIMD8<Double>()
            for row in 0..<6 { column[row] = root[row * 6 + index] * deviations[row] }
            return column
        }
    }

    /// Eigenvectors times the roots of their eigenvalues, negative ones taken as 0.
    private static func root(_ values: [Double], _ vectors: [Double]) -> [Double] {
        vectors.indices.map { vectors[$0] * max(values[$0 % values.count], 0).squareRoot() }
    }

    /// The root whose first three rows are the position's own, the others following from them by regression, with
    /// the rest of the velocity's covariance added.
    private static func repairedRoot(of matrix: [Double]) -> [Double] {
        let (values, vectors) = eigenvectors(of: block(of: matrix, 0, 0), size: 3)
        let (position, tie) = (root(values, vectors), block(of: matrix, 3, 0))
        // What of the velocity goes with each of the position's three independent parts.
        var following = [Double](repeating: 0, count: 9)
        for row in 0..<3 {
            for part in 0..<3 where values[part] > 1e-12 {
                var along = 0.0
                for axis in 0..<3 { along += tie[row * 3 + axis] * vectors[axis * 3 + part] }
                following[row * 3 + part] = along / values[part].squareRoot()
            }
        }
        var rest = block(of: matrix, 3, 3)
        for row in 0..<3 {
            for column in 0..<3 {
                for part in 0..<3 { rest[row * 3 + column] -= following[row * 3 + part] * following[column * 3 + part] }
            }
        }
        let (restValues, restVectors) = eigenvectors(of: rest, size: 3)
        let own = root(restValues, restVectors)
        var result = [Double](repeating: 0, count: 36)
        for row in 0..<3 {
            for column in 0..<3 {
                result[row * 6 + column] = position[row * 3 + column]
                result[(row + 3) * 6 + column] = following[row * 3 + column]
                result[(row + 3) * 6 + column + 3] = own[row * 3 + column]
            }
        }
        return result
    }

    /// Three rows and columns of a 6 × 6 matrix.
    private static func block(of matrix: [Double], _ row: Int, _ column: Int) -> [Double] {
        var block: [Double] = []
        for index in 0..<3 {
            let start = (row + index) * 6 + column
            block += matrix[start..<(start + 3)]
        }
        return block
    }

    /// A deviation drawn from the covariance.
    @inline(__always)
    func sample(_ random: inout RandomSource) -> SIMD8<Double> {
        let numbers = random.sixNormals()
        var sum = SIMD8<Double>()
        for index in 0..<6 { sum += columns[index] * numbers[index] }
        return sum
    }
}

/// Eigenvalues and eigenvectors, as columns, of a symmetric matrix given row by row (Jacobi's rotations).
func eigenvectors(of matrix: [Double], size: Int) -> (values: [Double], vectors: [Double]) {
    var a = matrix
    var vectors = (0..<(size * size)).map { $0 % (size + 1) == 0 ? 1.0 : 0.0 }
    for _ in 0..<60 {
        var rest = 0.0
        for row in 0..<size {
            for column in 0..<row { rest += a[row * size + column] * a[row * size + column] }
        }
        if rest < 1e-300 { break }
        for row in 1..<size {
            for column in 0..<row { rotate(&a, &vectors, row, column, size) }
        }
    }
    return ((0..<size).map { a[$0 * (size + 1)] }, vectors)
}

/// One rotation that makes an element off the diagonal 0.
private func rotate(_ a: inout [Double], _ vectors: inout [Double], _ p: Int, _ q: Int, _ size: Int) {
    let element = a[p * size + q]
    guard element != 0 else { return }
    let theta = (a[q * size + q] - a[p * size + p]) / (2 * element)
    let tangent = (theta >= 0 ? 1.0 : -1.0) / (abs(theta) + hypot(theta, 1))
    let cosine = 1 / hypot(tangent, 1)
    let sine = tangent * cosine
    for index in 0..<size {
        let (left, right) = (a[index * size + p], a[index * size + q])
        a[index * size + p] = cosine * left - sine * right
        a[index * size + q] = sine * left + cosine * right
    }
    for index in 0..<size {
        let (left, right) = (a[p * size + index], a[q * size + index])
        a[p * size + index] = cosine * left - sine * right
        a[q * size + index] = sine * left + cosine * right
        let (first, second) = (vectors[index * size + p], vectors[index * size + q])
        vectors[index * size + p] = cosine * first - sine * second
        vectors[index * size + q] = sine * first + cosine * second
    }
}
