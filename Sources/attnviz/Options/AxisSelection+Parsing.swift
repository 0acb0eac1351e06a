import Tensors

extension AxisSelection {
    /// Parses a position, a range or a list for each axis, such as `layer=3 head=0:4 query=-1 key=1,5,7`. A comma before the next
    /// axis separates as white space does.
    ///
    /// - Throws: `UsageError` for other text, `AxisError.selectedTwice`.
    init(_ text: String) throws {
        try self.init(
            Self.terms(text).map { term in
                let parts = term.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, !parts[0].isEmpty, let choice = Self.choice(parts[1]) else {
                    throw UsageError(
                        "'\(term)' is not understood; expected AXIS=POSITION, such as layer=3, head=0:4 or head=0,5")
                }
                return (String(parts[0]), choice)
            })
    }

    private static func terms(_ text: String) -> [Substring] {
        text.split(whereSeparator: \.isWhitespace).flatMap { word in
            var terms: [Substring] = []
            var rest = word
            // A part of a list of positions has no "=".
            while let comma = rest.indices.first(where: { index in
                rest[index] == "," && rest[rest.index(after: index)...].prefix { $0 != "," }.contains("=")
            }) {
                terms.append(rest[..<comma])
                rest = rest[rest.index(after: comma)...]
            }
            return terms + [rest]
        }
    }

    private static func choice(_ text: Substring) -> Choice? {
        if text.contains(":") {
            let ends = text.split(separator: ":", omittingEmptySubsequences: false)
            guard ends.count == 2 else { return nil }
            let (from, to) = (Int(ends[0]), Int(ends[1]))
            guard (from != nil || ends[0].isEmpty) && (to != nil || ends[1].isEmpty) else { return nil }
            return .range(from: from, to: to)
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let positions = parts.compactMap { Int($0) }
        guard positions.count == parts.count else { return nil }
        return positions.count == 1 ? .position(positions[0]) : .list(positions)
    }
}
