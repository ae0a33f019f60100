import Glibc

/// A 3 × 3 matrix; names give row and column.
@frozen
public struct Matrix3: Hashable, Sendable {
    /// First row, first column.
    public var xx: Double
    /// First row, second column.
    public var xy: Double
    /// First row, third column.
    public var xz: Double
    /// Second row, first column.
    public var yx: Double
    /// Second row, second column.
    public var yy: Double
    /// Second row, third column.
    public var yz: Double
    /// Third row, first column.
    public var zx: Double
    /// Third row, second column.
    public var zy: Double
    /// Third row, third column.
    public var zz: Double

    /// Makes a matrix from its three rows.
    @inlinable
    public init(
        _ x: (Double, Double, Double), _ y: (Double, Double, Double), _ z: (Double, Double, Double)
    ) {
        (xx, xy, xz) = x
        (yx, yy, yz) = y
        (zx, zy, zz) = z
    }

    /// One on the diagonal, zero elsewhere.
    public static let identity = Matrix3((1, 0, 0), (0, 1, 0), (0, 0, 1))
    /// Zero everywhere.
    public static let zero = Matrix3((0, 0, 0), (0, 0, 0), (0, 0, 0))

    /// Rows and columns exchanged; of a rotation, its inverse.
    @inlinable
    public var transposed: Matrix3 { Matrix3((xx, yx, zx), (xy, yy, zy), (xz, yz, zz)) }

    /// The matrix times a column of three numbers.
    @inlinable
    public func times(_ x: Double, _ y: Double, _ z: Double) -> (Double, Double, Double) {
        (xx * x + xy * y + xz * z, yx * x + yy * y + yz * z, zx * x + zy * y + zz * z)
    }

    /// The matrix product, which applies `right` first.
    @inlinable
    public static func * (left: Matrix3, right: Matrix3) -> Matrix3 {
        let first = left.times(right.xx, right.yx, right.zx)
        let second = left.times(right.xy, right.yy, right.zy)
        let third = left.times(right.xz, right.yz, right.zz)
        return Matrix3((first.0, second.0, third.0), (first.1, second.1, third.1), (first.2, second.2, third.2))
    }

    /// The sum, number by number.
    @inlinable
    public static func + (left: Matrix3, right: Matrix3) -> Matrix3 {
        Matrix3(
            (left.xx + right.xx, left.xy + right.xy, left.xz + right.xz),
            (left.yx + right.yx, left.yy + right.yy, left.yz + right.yz),
            (left.zx + right.zx, left.zy + right.zy, left.zz + right.zz))
    }

    /// Every number times a factor.
    @inlinable
    public func scaled(by factor: Double) -> Matrix3 {
        Matrix3(
            (xx * factor, xy * factor, xz * factor), (yx * factor, yy * factor, yz * factor),
            (zx * factor, zy * factor, zz * factor))
    }
}

extension Matrix3 {
    // The axes are turned, as in the R1, R2, R3 of the IERS Conventions: a vector's coordinates turn the other way.

    static func aboutX(_ angleRad: Double) -> Matrix3 {
        let (sine, cosine) = (sin(angleRad), cos(angleRad))
        return Matrix3((1, 0, 0), (0, cosine, sine), (0, -sine, cosine))
    }

    static func aboutY(_ angleRad: Double) -> Matrix3 {
        let (sine, cosine) = (sin(angleRad), cos(angleRad))
        return Matrix3((cosine, 0, -sine), (0, 1, 0), (sine, 0, cosine))
    }

    static func aboutZ(_ angleRad: Double) -> Matrix3 {
        let (sine, cosine) = (sin(angleRad), cos(angleRad))
        return Matrix3((cosine, sine, 0), (-sine, cosine, 0), (0, 0, 1))
    }

    /// The change a second of a turn about z that goes on at a rate.
    static func rateAboutZ(_ angleRad: Double, rateRadS: Double) -> Matrix3 {
        let (sine, cosine) = (sin(angleRad) * rateRadS, cos(angleRad) * rateRadS)
        return Matrix3((-sine, cosine, 0), (-cosine, -sine, 0), (0, 0, 0))
    }
}
