/// Finds the pairs of objects that are near to each other at one time of the grid.
///
/// Objects are dealt into thin shells by their distance from the Earth's centre, which changes little in half a step,
/// and each shell into slices along x: an object stands in every one that it touches within half a step. Inside, objects
/// stand from south to north, and each is compared with those that are no farther south than two objects can close in
/// on each other. One search belongs to one thread.
final class NearPairSearch: @unchecked Sendable {
    // Unchecked: its memory is its own, and a thread works with a search of its own.

    private let withinKm: Double
    private let reach: Double
    private let objectCount: Int
    private let shellKm: Float
    private static let lowestKm: Float = 6300
    private static let shellCount = 2048
    private static let sliceKm: Float = 2400
    private static let sliceCount = 8
    private static let cellCount = shellCount * sliceCount
    private static let beltCount = 512

    // First and last shell and slice of each object, and its belt of latitude; objects from south to north and by cell.
    private let firstShell, lastShell, firstSlice, lastSlice: UnsafeMutablePointer<Int32>
    private let belts, northward, beltStart, cellStart: UnsafeMutablePointer<Int32>
    private var members: UnsafeMutablePointer<Int32>
    private var capacity: Int
    // One cell: coordinates, samples, belts.
    private let x, y, z, xRate, yRate, zRate, strays: UnsafeMutablePointer<Float>
    private let samples: UnsafeMutablePointer<MotionSample>
    private let memberBelts: UnsafeMutablePointer<Int32>

    init(objectCount: Int, withinKm: Double, reach: Double) {
        (self.objectCount, self.withinKm, self.reach) = (objectCount, withinKm, reach)
        shellKm = Float(15 + withinKm)
        capacity = 2 * objectCount + 64
        firstShell = .allocate(capacity: objectCount)
        lastShell = .allocate(capacity: objectCount)
        firstSlice = .allocate(capacity: objectCount)
        lastSlice = .allocate(capacity: objectCount)
        belts = .allocate(capacity: objectCount)
        northward = .allocate(capacity: objectCount)
        beltStart = .allocate(capacity: Self.beltCount + 1)
        cellStart = .allocate(capacity: Self.cellCount + 1)
        members = .allocate(capacity: capacity)
        x = .allocate(capacity: objectCount + 4)
        y = .allocate(capacity: objectCount + 4)
        z = .allocate(capacity: objectCount + 4)
        xRate = .allocate(capacity: objectCount + 4)
        yRate = .allocate(capacity: objectCount + 4)
        zRate = .allocate(capacity: objectCount + 4)
        strays = .allocate(capacity: objectCount + 4)
        samples = .allocate(capacity: objectCount)
        memberBelts = .allocate(capacity: objectCount)
        for column in columns { column.initialize(repeating: 0, count: objectCount + 4) }
    }

    deinit {
        for memory in [
            firstShell, lastShell, firstSlice, lastSlice, belts, northward, beltStart, cellStart, members, memberBelts,
        ] { memory.deallocate() }
        for column in columns { column.deallocate() }
        samples.deallocate()
    }

    private var columns: [UnsafeMutablePointer<Float>] { [x, y, z, xRate, yRate, zRate, strays] }

    /// Calls `found` once for each pair of objects that may come within the distance.
    @inline(__always)
    func search(
        _ all: UnsafePointer<MotionSample>,
        _ found: (_ first: Int, _ second: Int, _ firstSample: MotionSample, _ secondSample: MotionSample) -> Void
    ) {
        deal(entries: place(all))
        for cell in 0..<Self.cellCount {
            let (start, end) = (Int(cellStart[cell]), Int(cellStart[cell + 1]))
            guard end > start + 1 else { continue }
            let (shell, slice) = (Int32(cell / Self.sliceCount), Int32(cell % Self.sliceCount))
            searchCell(gather(start..<end, all), end - start) { first, second in
                let (one, other) = (Int(members[start + first]), Int(members[start + second]))
                // Two objects may share several cells; the one with the lowest numbers counts.
                if max(firstShell[one], firstShell[other]) == shell, max(firstSlice[one], firstSlice[other]) == slice {
                    found(one, other, samples[first], samples[second])
                }
            }
        }
    }

    @inline(__always)
    private func searchCell(_ bounds: CellBounds, _ count: Int, _ found: (Int, Int) -> Void) {
        let beltReach = bounds.beltReach(belts: Self.beltCount)
        var start = 0
        for place in 1..<count {
            let lowest = memberBelts[place] &- beltReach
            while memberBelts[start] < lowest { start &+= 1 }
            let limits = SIMD4<Float>(repeating: bounds.farthestSquared(samples[place]))
            let (x0, y0, z0) = (repeated(x[place]), repeated(y[place]), repeated(z[place]))
            var other = start
            while other < place {
                let gap = (x: four(x + other) - x0, y: four(y + other) - y0, z: four(z + other) - z0)
                let squared = gap.x * gap.x + gap.y * gap.y + gap.z * gap.z
                let near = squared .<= limits
                if Self.isAny(near) {
                    let rate = (
                        x: four(xRate + other) - repeated(xRate[place]),
                        y: four(yRate + other) - repeated(yRate[place]),
                        z: four(zRate + other) - repeated(zRate[place])
                    )
                    let stray = four(strays + other) + repeated(strays[place])
                    let meets = near .& bounds.coarse.mayMeet(gap, rate, squared: squared, stray: stray)
                    if Self.isAny(meets) {
                        for lane in 0..<min(4, place &- other) where meets[lane] { found(other &+ lane, place) }
                    }
                }
                other &+= 4
            }
        }
    }

    @inline(__always)
    private static func isAny(_ mask: SIMDMask<SIMD4<Int32>>) -> Bool {
        let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        return halves[0] | halves[1] != 0
    }

    @inline(__always)
    private func repeated(_ value: Float) -> SIMD4<Float> { SIMD4(repeating: value) }

    @inline(__always)
    private func four(_ values: UnsafeMutablePointer<Float>) -> SIMD4<Float> {
        UnsafeRawPointer(values).loadUnaligned(as: SIMD4<Float>.self)
    }

    /// Works out each object's belt and cells, and counts them; returns how many places in cells there are to fill.
    private func place(_ all: UnsafePointer<MotionSample>) -> Int {
        beltStart.update(repeating: 0, count: Self.beltCount + 1)
        cellStart.update(repeating: 0, count: Self.cellCount + 1)
        let half = Float(Self.beltCount / 2)
        var total = 0
        for object in 0..<objectCount {
            let sample = all[object]
            guard sample.isState else {
                belts[object] = -1
                continue
            }
            let radius = (sample[0] * sample[0] + sample[1] * sample[1] + sample[2] * sample[2]).squareRoot()
            let belt = min(Int32((sample[2] / radius + 1) * half), Int32(Self.beltCount - 1))
            belts[object] = belt
            beltStart[Int(belt) + 1] += 1
            total += placeInCells(object, sample, radius)
        }
        for belt in 0..<Self.beltCount { beltStart[belt + 1] += beltStart[belt] }
        for cell in 0..<Self.cellCount { cellStart[cell + 1] += cellStart[cell] }
        return total
    }

    @inline(__always)
    private func placeInCells(_ object: Int, _ sample: MotionSample, _ radius: Float) -> Int {
        let halfWithin = Float(0.5 * withinKm)
        let (perShell, highest) = (1 / shellKm, Float(Self.shellCount - 1))
        let (height, change) = (radius - Self.lowestKm, sample.radialChangeKm + halfWithin)
        let first = Int32(max(0, min((height - change) * perShell, highest)))
        let last = Int32(max(0, min((height + change) * perShell, highest)))
        let (perSlice, lastSliceNumber) = (1 / Self.sliceKm, Float(Self.sliceCount - 1))
        // The pull is up to 0.0101 km/s².
        let time = Float(reach)
        let side = abs(sample[4]) * time + 0.00505 * time * time + sample.strayKm + halfWithin
        let middle = sample[0] + Self.sliceKm * Float(Self.sliceCount / 2)
        let west = Int32(max(0, min((middle - side) * perSlice, lastSliceNumber)))
        let east = Int32(max(0, min((middle + side) * perSlice, lastSliceNumber)))
        (firstShell[object], lastShell[object], firstSlice[object], lastSlice[object]) = (first, last, west, east)
        for shell in Int(first)...Int(last) {
            for slice in Int(west)...Int(east) { cellStart[shell * Self.sliceCount + slice + 1] += 1 }
        }
        return Int((last - first + 1) * (east - west + 1))
    }

    /// Puts the objects into their cells, in each from south to north.
    private func deal(entries: Int) {
        if entries > capacity {
            members.deallocate()
            capacity = entries + entries / 4
            members = .allocate(capacity: capacity)
        }
        var states = 0
        for object in 0..<objectCount where belts[object] >= 0 {
            let belt = Int(belts[object])
            northward[Int(beltStart[belt])] = Int32(object)
            beltStart[belt] += 1
            states += 1
        }
        for index in 0..<states {
            let object = Int(northward[index])
            for shell in Int(firstShell[object])...Int(lastShell[object]) {
                for slice in Int(firstSlice[object])...Int(lastSlice[object]) {
                    let cell = shell * Self.sliceCount + slice
                    members[Int(cellStart[cell])] = Int32(object)
                    cellStart[cell] += 1
                }
            }
        }
        // Each start has moved to the next one's place.
        (cellStart + 1).update(from: cellStart, count: Self.cellCount)
        cellStart[0] = 0
    }

    /// Brings the members of a cell together in memory.
    private func gather(_ range: Range<Int>, _ all: UnsafePointer<MotionSample>) -> CellBounds {
        var (lowest, fastest, stray) = (Float.infinity, Float(0), Float(0))
        for place in range {
            let (index, object) = (place - range.lowerBound, Int(members[place]))
            let sample = all[object]
            samples[index] = sample
            (x[index], y[index], z[index]) = (sample[0], sample[1], sample[2])
            (xRate[index], yRate[index], zRate[index]) = (sample[4], sample[5], sample[6])
            strays[index] = sample.strayKm
            memberBelts[index] = belts[object]
            let squares = sample * sample
            lowest = min(lowest, squares[0] + squares[1] + squares[2])
            fastest = max(fastest, squares[4] + squares[5] + squares[6])
            stray = max(stray, sample.strayKm)
        }
        return CellBounds(
            withinKm: withinKm, reach: reach, lowestKm: Double(lowest.squareRoot()),
            fastestKmS: Double(fastest.squareRoot()), strayKm: Double(stray))
    }
}

/// What bounds the motion of the objects of a cell.
struct CellBounds {
    let coarse: CoarseMeetingTest
    private let reach: Float
    private let lowestKm: Float
    private let nearKm: Float

    init(withinKm: Double, reach: Double, lowestKm: Double, fastestKmS: Double, strayKm: Double) {
        coarse = CoarseMeetingTest(
            withinKm: withinKm, reach: reach, lowestKm: lowestKm, fastestKmS: fastestKmS, strayKm: strayKm)
        self.reach = Float(reach)
        self.lowestKm = Float(lowestKm)
        // What the coarse test adds to the speed of one of the two.
        nearKm = Float(withinKm + strayKm + (fastestKmS + 0.02 * reach) * reach + 0.1)
    }

    /// Square of the distance, km², beyond which an object of the cell cannot meet this one.
    @inline(__always)
    func farthestSquared(_ sample: MotionSample) -> Float {
        let squares = sample * sample
        let speed = (squares[4] + squares[5] + squares[6]).squareRoot()
        let farthest = nearKm + sample.strayKm + speed * reach
        return farthest * farthest
    }

    /// How many belts apart two objects of the cell can be that meet: their directions from the Earth's centre, and so
    /// the sines of their latitudes, differ by no more than their distance over the lesser radius.
    func beltReach(belts: Int) -> Int32 {
        let sine = (coarse.farthestKm + 0.5) / lowestKm
        return Int32(min(sine * Float(belts / 2), Float(belts))) + 1
    }
}
