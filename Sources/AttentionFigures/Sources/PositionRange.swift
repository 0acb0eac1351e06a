/// A slice of an axis as in Python, `from:to`: either end may be missing, and negative ones count from the end of the axis.
public struct PositionRange: Hashable, Sendable {
    /// Nil for the beginning of the axis.
    public let from: Int?
    /// Nil for the end of the axis.
    public let to: Int?

    public init(from: Int? = nil, to: Int? = nil) {
        self.from = from
        self.to = to
    }

    /// The range of positions within an axis.
    ///
    /// - Parameters:
    ///   - axis: the name of the positions in errors, "queries" or "keys".
    ///   - count: the number of positions of the axis.
    /// - Throws: `WeightsError.partOutOfRange` if the range is empty or not inside the axis.
    func resolved(_ axis: String, count: Int) throws(WeightsError) -> Range<Int> {
        func position(_ end: Int) -> Int { end < 0 ? max(-1, end.addingReportingOverflow(count).partialValue) : end }
        let (lower, upper) = (position(from ?? 0), position(to ?? count))
        guard lower >= 0, lower < upper, upper <= count else {
            throw .partOutOfRange(axis: axis, count: count, found: self)
        }
        return lower..<upper
    }
}

extension PositionRange: CustomStringConvertible {
    public var description: String { "\(from.map(String.init) ?? ""):\(to.map(String.init) ?? "")" }
}
