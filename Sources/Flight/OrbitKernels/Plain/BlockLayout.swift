import OrbitKernelSupport

/// Where a block's columns lie in its memory: each of 256 rows and the block's 8 points, at constant offsets from one
/// base, so that the compiler sees that they do not overlap.
///
/// Time goes in at `time`; position and velocity come out at `x`…`zRate`, and `flag` is 0 where they are to be trusted.
public enum BlockLayout {
    /// Times in one block.
    @inline(__always) public static var length: Int { 256 }
    /// The row of the first point: points stand behind the times, at Chebyshev's places within the block, and a base
    /// moved by `points` makes a block of them.
    @inline(__always) public static var points: Int { length }
    /// Points of one block.
    @inline(__always) public static var pointCount: Int { 8 }
    /// From one column to the next.
    @inline(__always) public static var stride: Int { length + pointCount }
    /// Doubles in a block's memory.
    @inline(__always) public static var size: Int { 24 * stride }
    /// Minutes since epoch; in.
    @inline(__always) public static var time: Int { 0 }
    /// Resonant mean motion, rad/min; in, where deep space has a resonance.
    @inline(__always) public static var motion: Int { 1 * stride }
    /// Resonant longitude, radians; in, where deep space has a resonance.
    @inline(__always) public static var longitude: Int { 2 * stride }
    /// Zero where there is a state, SGP4's error code where there can be none, else `ask`; out.
    @inline(__always) public static var flag: Int { 3 * stride }
    /// The flag of a row where the fast way does not hold: its state is to be worked out by itself.
    @inline(__always) public static var ask: Double { 255 }
    /// Position, km; out.
    @inline(__always) public static var x: Int { 4 * stride }
    /// Position, km; out.
    @inline(__always) public static var y: Int { 5 * stride }
    /// Position, km; out.
    @inline(__always) public static var z: Int { 6 * stride }
    /// Velocity, km/s; out.
    @inline(__always) public static var xRate: Int { 7 * stride }
    /// Velocity, km/s; out.
    @inline(__always) public static var yRate: Int { 8 * stride }
    /// Velocity, km/s; out.
    @inline(__always) public static var zRate: Int { 9 * stride }

    // Between the stages. The first ones share memory with the results, which are written last.
    @inline(__always) static var axn: Int { x }
    @inline(__always) static var ayn: Int { y }
    @inline(__always) static var sine: Int { z }
    @inline(__always) static var cosine: Int { xRate }
    @inline(__always) static var axis: Int { yRate }
    @inline(__always) static var inverseRoot: Int { zRate }
    @inline(__always) static var eSinE: Int { 10 * stride }
    @inline(__always) static var eCosE: Int { 11 * stride }
    @inline(__always) static var meanEccentricity: Int { eCosE }
    @inline(__always) static var inclination: Int { inclinationChange }
    @inline(__always) static var sinNode: Int { 12 * stride }
    @inline(__always) static var cosNode: Int { 13 * stride }
    @inline(__always) static var sinInclination: Int { 14 * stride }
    @inline(__always) static var cosInclination: Int { 15 * stride }
    @inline(__always) static var node: Int { 16 * stride }
    @inline(__always) static var perigee: Int { 17 * stride }
    @inline(__always) static var anomaly: Int { 18 * stride }
    @inline(__always) static var eccentricityChange: Int { 19 * stride }
    @inline(__always) static var inclinationChange: Int { 20 * stride }
    @inline(__always) static var longitudeChange: Int { 21 * stride }
    @inline(__always) static var perigeeChange: Int { 22 * stride }
    @inline(__always) static var nodeChange: Int { 23 * stride }
}

typealias Columns = UnsafeMutablePointer<Double>

/// Rows delivered at once where the last stage is cut into runs.
@inline(__always) var deliveredRun: Int { 32 }

/// Copies a run of a block's states to the table.
@inline(__always)
func deliver(_ memory: Columns, _ run: Range<Int>, to rows: OrbitKernelRows) {
    var rows = rows
    orbitKernelDeliver(&rows, memory + BlockLayout.x, BlockLayout.stride, run.lowerBound, run.upperBound)
}
