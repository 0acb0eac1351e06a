import ArgumentParser
import Tensors

extension PoolingRule: ExpressibleByArgument {}

/// A part of a map on the command line: `0:512,7680:8192`, queries and then keys.
struct Crop {
    struct Ends {
        /// Nil for the beginning of the axis; negative ones count from its end.
        let from: Int?
        /// Nil for the end of the axis.
        let to: Int?
    }

    let queries: Ends
    let keys: Ends

    /// - Throws: `ValidationError` for another form.
    init(argument: String) throws {
        let ends = argument.split(separator: ",", omittingEmptySubsequences: false).map(Self.ends)
        guard ends.count == 2, let queries = ends[0], let keys = ends[1] else {
            throw ValidationError(
                "expected queries and keys as from:to,from:to, such as 0:512,7680:8192 or :,-100:; found '\(argument)'."
            )
        }
        self.queries = queries
        self.keys = keys
    }

    private static func ends(_ text: Substring) -> Ends? {
        let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
        guard ends.count == 2 else { return nil }
        let numbers = ends.map(Int.init)
        guard zip(ends, numbers).allSatisfy({ $0.isEmpty || $1 != nil }) else { return nil }
        return Ends(from: numbers[0], to: numbers[1])
    }

    /// - Throws: `UsageError` unless the ends are a part of the axis.
    func range(_ ends: Ends, of axis: String, count: Int) throws -> Range<Int> {
        func position(_ end: Int) -> Int { end < 0 ? max(-1, end.addingReportingOverflow(count).partialValue) : end }
        let (from, to) = (position(ends.from ?? 0), position(ends.to ?? count))
        guard from >= 0, from < to, to <= count else {
            let found = [ends.from, ends.to].map { $0.map(String.init) ?? "" }.joined(separator: ":")
            throw UsageError("--crop: expected a part of the \(axis) 0:\(count), found \(found)")
        }
        return from..<to
    }
}
