import Tensors

/// What can be wrong with the inputs of attention. Cases hold facts; `description` turns them into a sentence.
///
/// Shapes are lists of dimensions, outermost first. An operand is an input by its name, such as "queries" or "W_q".
public enum AttentionError: Error, Equatable, Sendable {
    /// The operand has another number of axes than the allowed ones.
    case unexpectedRank(operand: String, allowed: [Int], found: [Int])
    /// The axes before the last two, batch and perhaps heads, differ from those of the queries.
    case leadingAxesMismatch(operand: String, expected: [Int], found: [Int])
    /// The score compares queries and keys of equal size, and theirs differ.
    case featureMismatch(queries: Int, keys: Int)
    /// The operand has no element along an axis that must not be empty, by the name of such an element: "feature".
    case emptyAxis(operand: String, of: String, found: [Int])
    /// There must be one value for each key.
    case valueCountMismatch(keys: Int, values: Int)
    /// A learned parameter does not fit the inputs or the other parameters.
    case parameterMismatch(parameter: String, expected: [Int], found: [Int])
    /// The size of a projection cannot be split into heads of equal size.
    case indivisibleHeads(parameter: String, size: Int, heads: Int)
    /// The mask fits none of the shapes that these scores allow.
    case maskMismatch(mask: String, allowed: [[Int]], found: [Int])
    /// The list of valid lengths of one batch row has not one entry per query.
    case validLengthCountMismatch(batch: Int, expected: Int, found: Int)
    /// A valid length is negative; the index is (batch) or (batch, query).
    case negativeValidLength(Int, index: [Int])
    /// A window must be at least one key wide.
    case windowWidth(Int)
    /// Query heads must be a multiple of key heads, so that each key head serves a group of query heads.
    case indivisibleGroups(queryHeads: Int, keyHeads: Int)
    /// There must be one token for each query or key.
    case tokenCount(axis: String, tokens: Int, positions: Int)
    /// The score needs a learned parameter that is not among the given ones.
    case missingParameter(String, of: String, found: [String])
    /// The probability of dropout is not in [0, 1).
    case dropoutProbabilityOutOfRange(Double)
    /// A result has a shape that no tensor can have.
    case tensor(TensorError)
    /// A streamed map follows no single matrix of scores, and this score or mask needs one.
    case notStreamable(String)
    /// Rows of this shape do not fit into the memory that is said to hold them.
    case rowsBeyondElements(operand: String, shape: [Int], elements: Int)
    /// There is no such batch row or head.
    case noSuchHead(axis: String, index: Int, count: Int)
    /// The part of the map that is asked for is empty or not inside the map.
    case cropOutOfRange(axis: String, crop: Range<Int>, count: Int)
    /// A cell must hold at least one weight, and a map at least one cell.
    case cellSize(Int)
    /// Work needs at least one thread.
    case threadCount(Int)
    /// An element that takes part in scores is a NaN or infinite; the index is (row, feature).
    case notFinite(operand: String, index: [Int], found: String)
    /// The factor of the scores is a NaN or too large.
    case scaleOutOfRange(Float)
    /// Products of elements as large as these may be beyond the range of `Float`.
    case scoresOverflow(largestQuery: Float, largestKey: Float)
    /// Weights are shares of attention, and this one is negative or infinite.
    case notAWeight(operand: String, index: [Int], found: Float)
    /// Queries and keys must be the same tokens.
    case notSquare(operand: String, found: [Int])
    /// Two tensors of weights that are compared must have the same shape.
    case weightShapesDiffer(first: [Int], second: [Int])
    /// There is no key at that position.
    case noSuchKey(Int, keys: Int)
    /// The share of the residual connection is not in [0, 1).
    case residualOutOfRange(Double)
    /// The caller asked to stop.
    case cancelled
    /// There is no memory for the work.
    case outOfMemory
}

extension AttentionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unexpectedRank(let operand, let allowed, let found):
            let ranks = allowed.map(String.init).joined(separator: " or ")
            return "\(operand): expected \(ranks) axes, found shape \(Shape.text(found))"
        case .leadingAxesMismatch(let operand, let expected, let found):
            return "\(operand): expected the queries' leading axes \(Shape.text(expected)), found \(Shape.text(found))"
        case .featureMismatch(let queries, let keys):
            return "keys: expected \(queries) features as in the queries, found \(keys)"
        case .emptyAxis(let operand, let element, let found):
            return "\(operand): expected at least one \(element), found shape \(Shape.text(found))"
        case .valueCountMismatch(let keys, let values):
            return "values: expected \(keys), one for each key, found \(values)"
        case .parameterMismatch(let parameter, let expected, let found):
            return "\(parameter): expected shape \(Shape.text(expected)), found \(Shape.text(found))"
        case .indivisibleHeads(let parameter, let size, let heads):
            return "\(parameter): expected a size that splits into \(heads) equal heads, found \(size)"
        case .maskMismatch(let mask, let allowed, let found):
            let shapes = allowed.map(Shape.text).joined(separator: " or ")
            return "\(mask): expected shape \(shapes), found \(Shape.text(found))"
        case .validLengthCountMismatch(let batch, let expected, let found):
            return "valid lengths of batch row \(batch): expected \(expected), one for each query, found \(found)"
        case .negativeValidLength(let length, let index):
            return "valid lengths: expected 0 or more at \(Shape.text(index)), found \(length)"
        case .windowWidth(let width):
            return "window: expected a width of at least 1, found \(width)"
        case .indivisibleGroups(let queryHeads, let keyHeads):
            return "keys: expected a number of heads that divides the \(queryHeads) query heads, found \(keyHeads)"
        case .tokenCount(let axis, let tokens, let positions):
            return "\(axis): expected \(positions) tokens, found \(tokens)"
        case .missingParameter(let name, let score, let found):
            let given = found.isEmpty ? "none" : found.joined(separator: ", ")
            return "\(score) needs the parameter \(name); given: \(given)"
        case .dropoutProbabilityOutOfRange(let probability):
            return "dropout: expected a probability in [0, 1), found \(probability)"
        case .tensor(let error):
            return error.description
        case .notStreamable(let name):
            return "\(name): cannot be computed without the whole matrix of scores; a streamed map takes dot products, "
                + "and masks that are lengths, causal or windows"
        case .rowsBeyondElements(let operand, let shape, let elements):
            return "\(operand): shape \(Shape.text(shape)) does not fit into \(elements) elements"
        case .noSuchHead(let axis, let index, let count):
            return "there is no \(axis) \(index): expected 0 to \(count - 1)"
        case .cropOutOfRange(let axis, let crop, let count):
            return "crop of \(axis): expected a part of 0:\(count), found \(crop.lowerBound):\(crop.upperBound)"
        case .cellSize(let size):
            return "pooling: expected a size of at least 1, found \(size)"
        case .threadCount(let count):
            return "threads: expected at least 1, found \(count)"
        case .notFinite(let operand, let index, let found):
            return "\(operand): expected finite numbers, found \(found) at \(Shape.text(index))"
        case .scaleOutOfRange(let scale):
            return "scale: expected a finite factor below 1e38, found \(scale)"
        case .scoresOverflow(let query, let key):
            return "the scores may overflow: queries reach \(query) and keys \(key)"
        case .notAWeight(let operand, let index, let found):
            return
                "\(operand): expected weights of 0 or more, found \(found) at \(Shape.text(index)); scores become weights "
                + "by a softmax"
        case .notSquare(let operand, let found):
            return "\(operand): expected as many keys as queries, found shape \(Shape.text(found))"
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
