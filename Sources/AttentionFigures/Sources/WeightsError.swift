import Tensors

/// An error in the requested part, tokens or limits of weights. `description` is its message.
public enum WeightsError: Error, Equatable, Sendable {
    /// The number of tokens of a list is not that of the positions of the axis "query" or "key".
    case tokenCount(list: String, axis: String, expected: Int, found: Int)
    /// The number of lists of tokens is not that of the entries of the batch; nil for weights without an axis `batch`.
    case tokenEntries(list: String, expected: Int?, found: Int)
    /// The number of valid lengths is not that of the batch rows. With `batches` lengths, the first of three axes would be
    /// the batch.
    case lengthCount(expected: Int, batches: Int?, found: Int)
    /// Merging words needs tokens of queries and keys.
    case missingTokens
    /// Queries and keys cannot be reduced, as they are the axes of the heatmaps.
    case reducedMatrixAxis(AxisReduction)
    /// A range of "queries" or "keys" is empty or not inside the axis.
    case partOutOfRange(axis: String, positions: Range<Int>, found: PositionRange)
    /// Positions of an axis are chosen both by a selection and by a range of queries or keys.
    case chosenTwice(axis: String)
    /// A position to mark, or at which a part begins, is not in the figure.
    case notDrawn(axis: String, position: Int, drawn: [Int])
    /// Marginals need all queries and keys, but a part of them is drawn.
    case marginalsOfPart
    /// The parts of two sources to compare have different shapes.
    case shapesDiffer(first: String, [Int], second: String, [Int])
    /// No number of an axis is in both of two sources to compare, A and B.
    case nothingInCommon(axis: String, [Int], [Int])
    /// A rollout has the axes layer and head only, but the weights have another one with several positions.
    case rolloutAxis(String)
    /// More than two axes have several positions; a heatmap of heads has two.
    case tooManyHeadAxes([(name: String, count: Int)])
    /// No key is one of the separators.
    case noSeparators([String])
    /// Separators need tokens of the keys.
    case separatorsWithoutTokens
    /// None of the metrics to draw was measured.
    case noMetric

    public static func == (left: WeightsError, right: WeightsError) -> Bool { "\(left)" == "\(right)" }
}

extension WeightsError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tokenCount(let list, let axis, let expected, let found):
            "\(list): expected \(expected) \(expected == 1 ? "token" : "tokens"), one for each \(axis), found \(found)"
        case .tokenEntries(let list, let expected, let found):
            "\(list): found \(found) lists of tokens, one for each entry of a batch, and the weights have "
                + (expected.map { $0 == 1 ? "a batch of 1" : "a batch of \($0)" } ?? "no axis batch")
        case .lengthCount(let expected, let batches, let found):
            "expected \(expected), one for each batch row"
                + (batches.map { ", or \($0) to take the first axis as the batch" } ?? "") + "; found \(found)"
        case .missingTokens:
            "merging the pieces of words needs the tokens of both axes"
        case .reducedMatrixAxis(let reduction):
            "\(reduction.axis)=\(reduction.rule.rawValue): a heatmap keeps its queries and keys; other axes can be reduced, "
                + "such as head=mean"
        case .partOutOfRange(let axis, let positions, let found):
            "expected a part of the \(axis) \(positions.lowerBound):\(positions.upperBound), found \(found)"
        case .chosenTwice(let axis):
            "positions of the axis '\(axis)' are chosen twice"
        case .notDrawn(let axis, let position, let drawn):
            "there is no \(axis) \(position) in the figure, which shows " + Self.shown(axis, drawn)
        case .marginalsOfPart:
            "attention received and entropy are those of all queries and keys; draw all of them"
        case .shapesDiffer(let first, let one, let second, let other):
            "\(first) and \(second): expected parts of the same shape, found \(Shape.text(one)) and \(Shape.text(other))"
        case .nothingInCommon(let axis, let one, let other):
            "A has \(ComparisonNote.text(axis, one)) and B has \(ComparisonNote.text(axis, other)): none is in both"
        case .rolloutAxis(let name):
            "a rollout has no axis \(name); choose one of its positions, or reduce it"
        case .tooManyHeadAxes(let axes):
            "a heatmap of heads has two axes, and these are left: "
                + axes.map { "\($0.name) (\($0.count))" }.joined(separator: ", ")
                + "; choose positions, or reduce an axis"
        case .noSeparators(let words):
            "expected tokens of the keys, found \(words.joined(separator: " ")), and none of the keys is one of them"
        case .separatorsWithoutTokens:
            "separators need the tokens of the keys"
        case .noMetric:
            "the shares of separators need separators"
        }
    }

    private static func shown(_ axis: String, _ drawn: [Int]) -> String {
        let (first, last) = (drawn.min() ?? 0, drawn.max() ?? 0)
        let positions = axis == "query" ? "queries" : "\(axis)s"
        return drawn == Array(first...max(first, last))
            ? "the \(positions) \(first) to \(last)" : "other \(positions) between \(first) and \(last)"
    }
}
