import ArgumentParser
import Heatmaps

extension PositionPooling.Rule: ExpressibleByArgument {}

/// A part of a map on the command line: `0:512,7680:8192`, queries and then keys. An end may be missing.
struct Crop: ExpressibleByArgument {
    struct Ends {
        let from: Int
        /// Nil for the end of the axis.
        let to: Int?
    }

    let queries: Ends
    let keys: Ends

    init?(argument: String) {
        let ends = argument.split(separator: ",", omittingEmptySubsequences: false).map(Self.ends)
        guard ends.count == 2, let queries = ends[0], let keys = ends[1] else { return nil }
        self.queries = queries
        self.keys = keys
    }

    private static func ends(_ text: Substring) -> Ends? {
        let ends = text.split(separator: ":", omittingEmptySubsequences: false)
        guard ends.count == 2, let from = ends[0].isEmpty ? 0 : Int(ends[0]) else { return nil }
        guard !ends[1].isEmpty else { return Ends(from: from, to: nil) }
        return Int(ends[1]).map { Ends(from: from, to: $0) }
    }

    /// - Throws: `UsageError` unless the ends are a part of the axis.
    func range(_ ends: Ends, of axis: String, count: Int) throws -> Range<Int> {
        let end = ends.to ?? count
        guard ends.from >= 0, ends.from < end, end <= count else {
            throw UsageError("--crop: expected a part of the \(axis) 0:\(count), found \(ends.from):\(end)")
        }
        return ends.from..<end
    }
}
