import Dispatch
public import Frames
import OrbitKernelSupport
import OrbitKernelsPlain
import Synchronization

/// SGP4/SDP4 for many objects at many times, on vector instructions chosen when the program runs.
///
/// The same states as `SGP4` within 1 mm; where the fast way does not hold (an error, a decayed or very unusual orbit)
/// the single propagator is asked, so codes are its own. An element set that is refused keeps its error and its rows
/// the code 255; the rest goes on.
public struct SGP4Batch: Sendable {
    /// The instructions in use.
    public let instructionSet: InstructionSet
    let propagators: [Result<SGP4, OrbitError>]
    let objects: [BatchObject]

    /// Prepares each element set once. An instruction set that this processor lacks is replaced by its widest.
    public init(
        _ elements: [MeanElements], gravity: GravityModel = .wgs72, mode: SGP4.Mode = .improved,
        instructionSet: InstructionSet = .widest
    ) {
        self.init(
            elements.map { elements in
                do throws(OrbitError) {
                    return .success(try SGP4(elements, gravity: gravity, mode: mode))
                } catch {
                    return .failure(error)
                }
            }, instructionSet)
    }

    /// Takes propagators that are prepared already.
    public init(_ propagators: [SGP4], instructionSet: InstructionSet = .widest) {
        self.init(propagators.map(Result.success), instructionSet)
    }

    private init(_ propagators: [Result<SGP4, OrbitError>], _ instructionSet: InstructionSet) {
        self.instructionSet = min(instructionSet, .widest)
        self.propagators = propagators
        objects = propagators.map { BatchObject(try? $0.get()) }
    }

    /// How many element sets there are, refused ones counted.
    public var count: Int { objects.count }

    /// Why an element set was refused; nil for a good one.
    public func refusal(of object: Int) -> OrbitError? {
        guard propagators.indices.contains(object), case .failure(let error) = propagators[object] else { return nil }
        return error
    }

    /// Carries every object to every time on the given number of threads. Returns false, with nothing written, where
    /// the table has not `count` objects and `times.count` times.
    @discardableResult
    public func propagate(_ times: PropagationTimes, into table: StateTable, threads: Int = 1) -> Bool {
        let columns = table.columns
        guard columns.objectCount == count, columns.timeCount == times.count else { return false }
        guard threads > 1 else { return propagate(objects: 0..<count, times, into: columns) }
        // Short runs of objects, taken as a thread becomes free: deep space and near Earth stand in clusters, and a
        // processor may have other work.
        let run = 32
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while true {
                let start = next.wrappingAdd(run, ordering: .relaxed).oldValue
                guard start < count else { return }
                propagate(objects: start..<min(start + run, count), times, into: columns)
            }
        }
        return true
    }

    /// Carries a range of objects to every time: the part of the work of one thread. Returns false, with nothing
    /// written, where the range or the memory does not fit.
    @discardableResult
    public func propagate(objects range: Range<Int>, _ times: PropagationTimes, into columns: StateColumns) -> Bool {
        guard range.lowerBound >= 0, range.upperBound <= count, columns.objectCount == count,
            columns.timeCount == times.count
        else { return false }
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: BlockLayout.size * MemoryLayout<Double>.stride, alignment: 64)
        defer { memory.deallocate() }
        let doubles = memory.initializeMemory(as: Double.self, repeating: 0, count: BlockLayout.size)
        let isLarge = columns.objectCount * columns.timeCount > 200_000
        defer { if isLarge { orbitKernelStreamEnd() } }
        times.minutes.withUnsafeBufferPointer { minutes in
            objects.withUnsafeBufferPointer { objects in
                guard let minutes = minutes.baseAddress, let first = objects.baseAddress else { return }
                for index in range {
                    let writer = BatchWriter(columns: columns, object: index, memory: doubles, isLarge: isLarge)
                    carry(
                        BatchCarrier(
                            object: first + index, times: times, minutes: minutes, instructionSet: instructionSet,
                            writer: writer))
                }
            }
        }
        return true
    }

    private func carry(_ carrier: BatchCarrier) {
        let index = carrier.writer.object
        switch carrier.object.pointee.kind {
        case .refused: carrier.writer.refuse(carrier.times.count)
        case .nearEarth: carrier.carryNearEarth { try? propagators[index].get() }
        case .deepSpace: carrier.carryDeepSpace { try? propagators[index].get() }
        }
    }
}
