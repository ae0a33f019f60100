import ArgumentParser
import NavigationData
import Orbits
import Timekeeping

/// All sets that files hold of the objects that a filter keeps, in order of number and time.
struct CatalogueSeries {
    let objects: [[MeanElements]]
    /// All that the files hold could be read.
    let isWhole: Bool

    /// Reads the files; what could not be read is told, and the rest goes on. The filter looks at an object's newest
    /// set.
    init(_ paths: [String], _ options: CatalogueFilterOptions) throws {
        var catalogue = ElementSetCatalogue()
        var sets: [Int: [MeanElements]] = [:]
        for path in paths {
            let answer = ElementSetReader.read([UInt8](try readFile(path)), source: path)
            for set in answer.sets { sets[set.elements.catalogueNumber, default: []].append(set.elements) }
            catalogue.merge(answer)
        }
        for problem in catalogue.problems { StandardError.write("error: \(problem)") }
        guard !catalogue.isEmpty else { throw ExitCode(1) }
        let kept = catalogue.filtered(by: options.filter, at: options.at ?? .present)
        guard !kept.isEmpty else { throw Failure("no object of the \(catalogue.count) read is one that is asked for") }
        isWhole = catalogue.problems.isEmpty
        objects = kept.map { record in
            (sets[record.elements.catalogueNumber] ?? []).sorted { $0.epoch < $1.epoch }
        }
    }

    /// Rows of every object; one that fails is told, and the rest goes on.
    func rows(_ rows: ([MeanElements]) throws -> [[Cell]]) -> (rows: [[Cell]], failures: [String]) {
        var (found, failures, done): ([[Cell]], [String], Int) = ([], [], 0)
        let progress = ProgressLine("objects", of: objects.count)
        Interruption.watch()
        for series in objects where !Interruption.isRequested {
            do {
                found += try rows(series)
            } catch {
                failures.append("`\(series.last.map(label) ?? "")`: \(error)")
            }
            done += 1
            progress.step()
        }
        progress.finish()
        if done < objects.count {
            failures.append("stopped after \(done) of \(objects.count) objects; the rows are those found until then")
        }
        return (found, failures)
    }
}

/// Notes of one kind, of which the first ten are told.
struct NoteList {
    private var notes: [String] = []

    mutating func add(_ note: String) { notes.append(note) }

    func tell(_ more: String) {
        for note in notes.prefix(10) { StandardError.write("note: \(note)") }
        if notes.count > 10 { StandardError.write("note: \(notes.count - 10) more \(more)") }
    }
}
