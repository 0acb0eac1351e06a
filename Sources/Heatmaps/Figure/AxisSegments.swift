/// Parts of an axis, separated by lines across the panels and named outside of the tick labels.
public struct AxisSegments: Hashable, Sendable {
    /// The positions, counted from 0, at which the second and later parts begin: ascending.
    public var starts: [Int]
    /// One name for each part, or none at all.
    public var names: [String]

    public init(starts: [Int] = [], names: [String] = []) {
        self.starts = starts
        self.names = names
    }

    /// - Throws: `FigureError.segmentStarts`, `.titleCount` where they do not fit an axis of so many positions.
    func check(axis: String, count: Int) throws(FigureError) {
        let ends = [0] + starts + [count]
        guard zip(ends, ends.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw .segmentStarts(axis: axis, starts: starts, count: count)
        }
        guard names.isEmpty || names.count == starts.count + 1 else {
            throw .titleCount(kind: "\(axis) segment", expected: starts.count + 1, found: names.count)
        }
    }

    /// The positions of each named part of an axis.
    func parts(count: Int) -> [(name: String, positions: Range<Int>)] {
        let ends = [0] + starts + [count]
        return zip(names, zip(ends, ends.dropFirst())).map { ($0, $1.0..<$1.1) }
    }
}
