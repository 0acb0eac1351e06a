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
    /// What one position is called.
    func positionName(_ fallback: String) -> String { positionName ?? label ?? fallback }

    /// Positions in words, and the first and the last of their tokens where there are tokens: `4–7`, `cat … mat`.
    func span(_ range: Range<Int>) -> (positions: String, tokens: String?) {
        let (start, last) = (range.lowerBound, range.upperBound - 1)
        let first = labels.first
        let positions = start == last ? "\(first + start)" : "\(first + start)\u{2013}\(first + last)"
        guard case .tokens(let tokens) = labels, tokens.indices.contains(start), tokens.indices.contains(last) else {
            return (positions, nil)
        }
        return (positions, start == last ? tokens[start] : "\(tokens[start]) \u{2026} \(tokens[last])")
    }

    /// Positions by the name of their axis: `query 3`, or with a token `query cat (3)`.
    func place(_ range: Range<Int>, _ fallback: String) -> String {
        let span = span(range)
        return positionName(fallback) + (span.tokens.map { " \($0) (\(span.positions))" } ?? " \(span.positions)")
    }
}
