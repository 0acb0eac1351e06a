import Tensors

/// A slice of an axis as in Python, `from:to`: either end may be missing, and negative ones count from the end of the axis.
/// Positions are those that the axis shows: queries that begin at position 20 are 20, 21, and so on.
public struct PositionRange: Hashable, Sendable {
    /// Nil for the beginning of the axis.
    public let from: Int?
    /// Nil for the end of the axis.
    public let to: Int?

    public init(from: Int? = nil, to: Int? = nil) {
        self.from = from
        self.to = to
    }

    /// The range of indices along an axis.
    ///
    /// - Parameters:
    ///   - name: the name of the positions in errors, "queries" or "keys".
    ///   - axis: the axis, whose positions follow each other.
    /// - Throws: `WeightsError.partOutOfRange` if the range is empty or not inside the axis.
    func resolved(_ name: String, along axis: NamedAxis) throws(WeightsError) -> Range<Int> {
        let (first, count) = (axis.positions.first ?? 0, axis.positions.count)
        func index(_ end: Int) -> Int {
            let (index, overflow) = end.subtractingReportingOverflow(end < 0 ? -count : first)
            return overflow ? -1 : max(-1, index)
        }
        let (lower, upper) = (from.map(index) ?? 0, to.map(index) ?? count)
        guard lower >= 0, lower < upper, upper <= count else {
            throw .partOutOfRange(axis: name, positions: first..<first + count, found: self)
        }
        return lower..<upper
    }
}

extension PositionRange: CustomStringConvertible {
    public var description: String { "\(from.map(String.init) ?? ""):\(to.map(String.init) ?? "")" }
}
