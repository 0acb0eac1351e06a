import Tensors

/// An error in the inputs of attention. `description` is its message. Shapes are lists of sizes, outermost axis first.
public enum AttentionError: Error, Equatable, Sendable {
    /// The number of axes of the operand is not allowed.
    case unexpectedRank(operand: AttentionInput, allowed: [Int], found: [Int])
    /// The leading axes, batch and possibly heads, differ from those of the queries.
    case leadingAxesMismatch(operand: AttentionInput, expected: [Int], found: [Int])
    /// The score needs queries and keys of the same number of features.
    case featureMismatch(queries: Int, keys: Int)
    /// An axis of the operand must not be empty; `of` names an element of the axis, such as "feature".
    case emptyAxis(operand: AttentionInput, of: String, found: [Int])
    /// The number of values is not the number of keys.
    case valueCountMismatch(keys: Int, values: Int)
    /// The shape of a learned parameter does not fit the inputs or the other parameters.
    case parameterMismatch(parameter: String, expected: [Int], found: [Int])
    /// The size of an operand or a projection is not a multiple of the number of heads.
    case indivisibleHeads(operand: AttentionInput, size: Int, heads: Int)
    /// The shape of the mask does not fit the scores.
    case maskMismatch(mask: AttentionInput, allowed: [[Int]], found: [Int])
    /// The sizes of a mask fit the scores in several ways; each reading has a name for each axis.
    case ambiguousMask(mask: AttentionInput, readings: [[String]], found: [Int])
    /// The names of the axes of a mask do not fit its sizes or the axes of the scores.
    case maskAxes(mask: AttentionInput, names: [String], found: [Int], axes: [String], sizes: [Int])
    /// The position of the first query is too far from the keys.
    case queryOffset(Int)
    /// The number of sink logits is not the number of query heads.
    case sinkCount(heads: Int, found: Int)
    /// The cap of the scores is not a positive number.
    case softCapOutOfRange(Float)
    /// The features of an operand are not its last axis, or an axis is missing or named twice.
    case operandAxes([String])
    /// The number of valid lengths of a batch row is not the number of queries.
    case validLengthCountMismatch(batch: Int, expected: Int, found: Int)
    /// A valid length is negative; the index is (batch) or (batch, query).
    case negativeValidLength(Int, index: [Int])
    /// The width of a window is less than 1.
    case windowWidth(Int)
    /// The number of query heads is not a multiple of the number of key heads.
    case indivisibleGroups(queryHeads: Int, keyHeads: Int)
    /// The number of tokens is not the number of positions of the axis.
    case tokenCount(axis: String, tokens: Int, positions: Int)
    /// A learned parameter of the score `of` is missing.
    case missingParameter(String, of: String, found: [String])
    /// The probability of dropout is not in [0, 1).
    case dropoutProbabilityOutOfRange(Double)
    /// The shape of a result is not valid for a tensor.
    case tensor(TensorError)
    /// The rows of a stored mask could not be read.
    case unreadableMask(reason: String)
    /// Rows of this shape need more elements than there are.
    case rowsBeyondElements(operand: AttentionInput, shape: [Int], elements: Int)
    /// The index of a batch row or head is out of range.
    case noSuchHead(axis: String, index: Int, count: Int)
    /// A range of queries or keys is empty or not inside the axis.
    case cropOutOfRange(axis: String, crop: Range<Int>, count: Int)
    /// An element of an operand is NaN or infinite; the index is (row, feature).
    case notFinite(operand: AttentionInput, index: [Int], found: String)
    /// The factor of the scores is NaN or too large.
    case scaleOutOfRange(Float)
    /// Scores of elements of these magnitudes may overflow `Float`.
    case scoresOverflow(largestQuery: Float, largestKey: Float)
    /// A weight is negative or infinite.
    case notAWeight(operand: AttentionInput, index: [Int], found: Float)
    /// The number of keys is not the number of queries.
    case notSquare(operand: AttentionInput, found: [Int])
    /// Two tensors of weights to compare have different shapes.
    case weightShapesDiffer(first: [Int], second: [Int])
    /// The index of a key is out of range.
    case noSuchKey(Int, keys: Int)
    /// The weight of the residual connection is not in [0, 1).
    case residualOutOfRange(Double)
    /// The work was cancelled by the caller.
    case cancelled
    /// Memory could not be allocated.
    case outOfMemory
}

extension AttentionError {
    /// The input that the error is about; nil if there is none or more than one.
    public var subject: AttentionInput? {
        switch self {
        case .unexpectedRank(let operand, _, _), .leadingAxesMismatch(let operand, _, _), .emptyAxis(let operand, _, _),
            .indivisibleHeads(let operand, _, _), .rowsBeyondElements(let operand, _, _), .notFinite(let operand, _, _),
            .notAWeight(let operand, _, _), .notSquare(let operand, _), .maskMismatch(let operand, _, _),
            .ambiguousMask(let operand, _, _), .maskAxes(let operand, _, _, _, _):
            operand
        case .featureMismatch, .indivisibleGroups: .keys
        case .valueCountMismatch: .values
        case .parameterMismatch(let parameter, _, _), .missingParameter(let parameter, _, _): .parameter(parameter)
        case .validLengthCountMismatch, .negativeValidLength: .validLengths
        case .windowWidth: .window
        case .unreadableMask: .additiveMask
        case .sinkCount: .sinks
        case .queryOffset, .softCapOutOfRange, .operandAxes, .tokenCount, .dropoutProbabilityOutOfRange, .tensor,
            .noSuchHead, .cropOutOfRange,
            .scaleOutOfRange, .scoresOverflow, .weightShapesDiffer, .noSuchKey, .residualOutOfRange, .cancelled,
            .outOfMemory:
            nil
        }
    }
}

extension AttentionError: CustomStringConvertible {
    public var description: String { description(naming: subject?.description ?? "") }

    /// The message with another name for the input, such as the option that it came from.
    package func description(naming subject: String) -> String {
        switch self {
        case .unexpectedRank(_, let allowed, let found):
            let ranks = allowed.map(String.init).joined(separator: " or ")
            return "\(subject): expected \(ranks) axes, found shape \(Shape.text(found))"
        case .leadingAxesMismatch(_, let expected, let found):
            return "\(subject): expected the queries' leading axes \(Shape.text(expected)), found \(Shape.text(found))"
        case .featureMismatch(let queries, let keys):
            return "\(subject): expected \(queries) features as in the queries, found \(keys)"
        case .emptyAxis(_, let element, let found):
            return "\(subject): expected at least one \(element), found shape \(Shape.text(found))"
        case .valueCountMismatch(let keys, let values):
            return "\(subject): expected \(keys), one for each key, found \(values)"
        case .parameterMismatch(_, let expected, let found):
            return "\(subject): expected shape \(Shape.text(expected)), found \(Shape.text(found))"
        case .indivisibleHeads(_, let size, let heads):
            return "\(subject): expected a size that splits into \(heads) equal heads, found \(size)"
        case .maskMismatch(_, let allowed, let found):
            let shapes = allowed.map(Shape.text).joined(separator: " or ")
            let broadcasts = [.booleanMask, .additiveMask].contains(self.subject)
            return "\(subject): expected shape \(shapes)"
                + (broadcasts ? " (axes of length 1 broadcast)" : "") + ", found \(Shape.text(found))"
        case .ambiguousMask(_, let readings, let found):
            let names = readings.map { "(\($0.joined(separator: ", ")))" }.joined(separator: " or ")
            return "\(subject): the shape \(Shape.text(found)) can be read as \(names)"
        case .maskAxes(_, let names, let found, let axes, let sizes):
            let expected = zip(axes, sizes).map { "\($0) (\($1))" }.joined(separator: ", ")
            return
                "\(subject): the axes \(names.joined(separator: ",")) do not fit the shape \(Shape.text(found)): expected "
                + "some of \(expected) in this order, with key last; axes of length 1 broadcast"
        case .queryOffset(let offset):
            return "the first query cannot be at position \(offset)"
        case .sinkCount(let heads, let found):
            return "\(subject): expected \(heads), one for each head, found \(found)"
        case .softCapOutOfRange(let cap):
            return "expected a positive number as the cap of the scores, found \(cap)"
        case .operandAxes(let names):
            return
                "the axes \(names.joined(separator: ",")): expected query and feature, and at most batch and head, each "
                + "once, with feature last"
        case .validLengthCountMismatch(let batch, let expected, let found):
            return "\(subject), batch row \(batch): expected \(expected), one for each query, found \(found)"
        case .negativeValidLength(let length, let index):
            return "\(subject): expected 0 or more at \(Shape.text(index)), found \(length)"
        case .windowWidth(let width):
            return "\(subject): expected a width of at least 1, found \(width)"
        case .indivisibleGroups(let queryHeads, let keyHeads):
            return
                "\(subject): expected a number of heads that divides the \(queryHeads) query heads, found \(keyHeads)"
        case .tokenCount(let axis, let tokens, let positions):
            return "\(axis): expected \(positions) tokens, found \(tokens)"
        case .missingParameter(let name, let score, let found):
            let given = found.isEmpty ? "none" : found.joined(separator: ", ")
            return "\(score) needs the parameter \(name); given: \(given)"
        case .dropoutProbabilityOutOfRange(let probability):
            return "dropout: expected a probability in [0, 1), found \(probability)"
        case .tensor(let error):
            return error.description
        case .unreadableMask(let reason):
            return "\(subject): \(reason)"
        case .rowsBeyondElements(_, let shape, let elements):
            return "\(subject): shape \(Shape.text(shape)) does not fit into \(elements) elements"
        case .noSuchHead(let axis, let index, let count):
            return "there is no \(axis) \(index): expected 0 to \(count - 1)"
        case .cropOutOfRange(let axis, let crop, let count):
            return "crop of \(axis): expected a part of 0:\(count), found \(crop.lowerBound):\(crop.upperBound)"
        case .notFinite(_, let index, let found):
            return "\(subject): expected finite numbers, found \(found) at \(Shape.text(index))"
        case .scaleOutOfRange(let scale):
            return "scale: expected a finite factor below 1e38, found \(scale)"
        case .scoresOverflow(let query, let key):
            return "the scores may overflow: queries reach \(query) and keys \(key)"
        case .notAWeight(_, let index, let found):
            return
                "\(subject): expected weights of 0 or more, found \(found) at \(Shape.text(index)); scores become weights "
                + "by a softmax"
        case .notSquare(_, let found):
            return "\(subject): expected as many keys as queries, found shape \(Shape.text(found))"
        case .weightShapesDiffer(let first, let second):
            return
                "weights of shape \(Shape.text(first)) cannot be compared with weights of shape \(Shape.text(second))"
        case .noSuchKey(let position, let keys):
            return "there is no key \(position): expected 0 to \(keys - 1)"
        case .residualOutOfRange(let share):
            return "residual: expected a share in [0, 1), found \(share)"
        case .cancelled:
            return "cancelled"
        case .outOfMemory:
            return "there is not enough memory for the attention map"
        }
    }
}
