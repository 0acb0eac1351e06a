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
        return (positions, start == last ? tokens[start] : "\(tokens[start]) \u{2026} \(tokens[last])")
    }

    /// A range of positions with its noun: `key 3`, or with a token `key cat (3)`.
    func named(_ range: Range<Int>, fallback: String) -> String {
        let span = span(range)
        return positionName(fallback) + (span.tokens.map { " \($0) (\(span.positions))" } ?? " \(span.positions)")
    }
}
