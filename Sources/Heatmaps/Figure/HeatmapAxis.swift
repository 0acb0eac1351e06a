/// An axis that all panels of a grid share.
public struct HeatmapAxis: Hashable, Sendable {
    /// The name of the axis, such as `Keys`.
    public var label: String?
    /// What descriptions call a position, such as `key`; nil takes the label of the axis, and without one `row` or `column`.
    public var positionName: String?
    public var labels: AxisLabels
    public var shows = ShownLabels.fitting
    /// Parts of the axis, such as a prompt and its answer.
    public var segments = AxisSegments()

    public init(label: String? = nil, positionName: String? = nil, labels: AxisLabels = .indices) {
        self.label = label
        self.positionName = positionName
        self.labels = labels
    }
}

extension HeatmapAxis {
    /// The noun before the number of a position.
    func positionName(_ fallback: String) -> String { positionName ?? label ?? fallback }

    /// The first and the last number of a range of positions, `4–7`, and their tokens where the axis has tokens, `cat … mat`.
    func span(_ range: Range<Int>) -> (positions: String, tokens: String?) {
        let (start, last) = (range.lowerBound, range.upperBound - 1)
        let first = labels.first
        let positions = start == last ? "\(first + start)" : "\(first + start)\u{2013}\(first + last)"
        guard case .tokens(let tokens) = labels, tokens.indices.contains(start), tokens.indices.contains(last) else {
            return (positions, nil)
        }
        func text(_ position: Int) -> String { LineLimit.cut(tokens[position], to: LineLimit.mostScalarsInSentence) }
        return (positions, start == last ? text(start) : "\(text(start)) \u{2026} \(text(last))")
    }

    /// A range of positions with its noun: `key 3`, or with a token `key cat (3)`.
    func named(_ range: Range<Int>, fallback: String) -> String {
        let span = span(range)
        return positionName(fallback) + (span.tokens.map { " \($0) (\(span.positions))" } ?? " \(span.positions)")
    }
}

/// The labels of the positions of an axis.
public enum AxisLabels: Hashable, Sendable {
    /// Positions counted from 0.
    case indices
    /// Positions counted from the given one.
    case counted(from: Int)
    /// One text for each position, drawn as given.
    case tokens([String])
    /// No labels.
    case none

    /// The number at the first position.
    var first: Int {
        if case .counted(let first) = self { first } else { 0 }
    }
}

/// Which of the labels of an axis are drawn.
public enum ShownLabels: String, CaseIterable, Sendable {
    /// As many as fit without touching each other.
    case fitting = "auto"
    /// All: the cells become large enough for them.
    case all
    /// None; titles of cells and descriptions still have them.
    case none
}

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
