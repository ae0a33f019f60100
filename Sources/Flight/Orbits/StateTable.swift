public import Frames
import Glibc

/// Positions and velocities of many objects at many times in TEME, km and km/s, as six arrays, each with all times of
/// the first object, then all of the second, and so on; and an error code for each.
///
/// Memory is taken once and can be filled again and again.
public final class StateTable: Sendable {
    /// Where the arrays stand.
    public let columns: StateColumns

    /// Makes room; every state is 0 and every code 0 until something is propagated.
    public init(objectCount: Int, timeCount: Int) {
        let rows = max(objectCount, 0) * max(timeCount, 0)
        let memory = Self.largePages(doubles: 6 * rows)
        memory.initialize(repeating: 0, count: 6 * rows)
        let codes = UnsafeMutablePointer<UInt8>.allocate(capacity: max(rows, 1))
        codes.initialize(repeating: 0, count: rows)
        columns = StateColumns(
            objectCount: max(objectCount, 0), timeCount: max(timeCount, 0), states: memory, codes: codes)
    }

    // On pages of 2 MB, where the system has them: six streams written at once miss the page tables' cache otherwise.
    private static func largePages(doubles: Int) -> UnsafeMutablePointer<Double> {
        let bytes = max(doubles, 1) * MemoryLayout<Double>.stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 1 << 21)
        _ = madvise(memory, bytes, 14)
        return memory.bindMemory(to: Double.self, capacity: max(doubles, 1))
    }

    deinit {
        UnsafeMutableRawPointer(columns.states).deallocate()
        columns.codes.deallocate()
    }

    /// Code of one object at one time: 0 where there is a state, 1…6 SGP4's own errors, 255 for an element set or a
    /// time that was refused before propagation. Nil outside the table.
    public func code(object: Int, time: Int) -> UInt8? {
        columns.row(object: object, time: time).map { columns.codes[$0] }
    }

    /// The state of one object at one time; nil where its code is not 0, and outside the table.
    public func state(object: Int, time: Int) -> (position: Position<TEME>, velocity: Velocity<TEME>)? {
        guard let row = columns.row(object: object, time: time), columns.codes[row] == 0 else { return nil }
        func value(_ column: Int) -> Double { columns.column(column)[row] }
        return (
            Position(xKm: value(0), yKm: value(1), zKm: value(2)),
            Velocity(xKmS: value(3), yKmS: value(4), zKmS: value(5))
        )
    }
}

/// Memory for states, lent by its owner, who keeps it alive while it is written: x, y, z (km), then their rates (km/s),
/// each `objectCount · timeCount` doubles, and as many codes.
public struct StateColumns: @unchecked Sendable {
    // Unchecked: pointers are not Sendable by themselves, and threads that fill it write different objects' rows.

    /// Objects in the table.
    public let objectCount: Int
    /// Times of each object.
    public let timeCount: Int
    /// The six arrays, one after the other.
    public let states: UnsafeMutablePointer<Double>
    /// The codes; see `StateTable.code`.
    public let codes: UnsafeMutablePointer<UInt8>

    /// Takes memory of `6 · objectCount · timeCount` doubles and as many codes as rows.
    public init(
        objectCount: Int, timeCount: Int, states: UnsafeMutablePointer<Double>, codes: UnsafeMutablePointer<UInt8>
    ) {
        (self.objectCount, self.timeCount, self.states, self.codes) = (objectCount, timeCount, states, codes)
    }

    /// Where an array starts: 0…2 position, 3…5 velocity.
    @inline(__always)
    public func column(_ index: Int) -> UnsafeMutablePointer<Double> { states + index * objectCount * timeCount }

    /// Place of an object's time in each array; nil outside the table.
    public func row(object: Int, time: Int) -> Int? {
        guard (0..<objectCount).contains(object), (0..<timeCount).contains(time) else { return nil }
        return object * timeCount + time
    }
}
