import Tensors

/// Where the heads of queries or keys lie in a tensor as programs dump it; no element is moved.
///
///     (n, d)        one head
///     (H, n, d)     the heads of one sequence, or with `leadingAxis: .batch` (B, n, d), one head of each
///     (B, H, n, d)  as it is
///     (n, H d), (B, n, H d)  with `heads`: H consecutive blocks of features
public struct HeadLayout: Hashable, Sendable {
    public let batches: Int
    public let heads: Int
    /// n
    public let count: Int
    /// d
    public let features: Int
    /// How many heads lie side by side in one row of features: 1 unless they were split.
    private let headsInRow: Int
    private let operand: String

    /// - Parameters:
    ///   - shape: (n, d), (H, n, d) or (B, n, d), or (B, H, n, d)
    ///   - operand: what errors call the tensor: "queries" or "keys".
    ///   - leadingAxis: what the first of three axes counts
    ///   - heads: splits the features of a tensor without an axis of heads; nil splits nothing.
    /// - Throws: `AttentionError.unexpectedRank`, `.emptyAxis` without features, `.indivisibleHeads`.
    public init(
        _ shape: Shape, operand: String, leadingAxis: AttentionOperands.LeadingAxis = .head, heads: Int? = nil
    ) throws(AttentionError) {
        let dimensions = shape.dimensions
        let allowed = heads == nil ? [2, 3, 4] : [2, 3]
        guard allowed.contains(dimensions.count) else {
            throw .unexpectedRank(operand: operand, allowed: allowed, found: dimensions)
        }
        let width = dimensions[dimensions.count - 1]
        guard width > 0 else { throw .emptyAxis(operand: operand, of: "feature", found: dimensions) }
        headsInRow = heads ?? 1
        guard headsInRow > 0, width.isMultiple(of: headsInRow) else {
            throw .indivisibleHeads(parameter: operand, size: width, heads: headsInRow)
        }
        let isBatch = heads != nil || leadingAxis == .batch
        batches = dimensions.count == 4 || dimensions.count == 3 && isBatch ? dimensions[0] : 1
        self.heads =
            heads ?? (dimensions.count == 4 ? dimensions[1] : dimensions.count == 3 && !isBatch ? dimensions[0] : 1)
        count = dimensions[dimensions.count - 2]
        features = width / headsInRow
        self.operand = operand
    }

    /// The rows of one head.
    ///
    /// - Parameters:
    ///   - batch: the batch row
    ///   - head: the head
    ///   - elements: those of the tensor, row-major
    /// - Throws: `AttentionError.noSuchHead`, or `.rowsBeyondElements` when these are fewer.
    public func rows(
        batch: Int, head: Int, of elements: UnsafeBufferPointer<Float>
    ) throws(AttentionError) -> FeatureRows {
        guard (0..<batches).contains(batch) else {
            throw .noSuchHead(axis: "batch row", index: batch, count: batches)
        }
        guard (0..<heads).contains(head) else { throw .noSuchHead(axis: "head", index: head, count: heads) }
        let stride = features * headsInRow
        // No overflow: at most the number of elements, which the shape counted.
        let start =
            headsInRow > 1
            ? batch * count * stride + head * features : (batch * heads + head) * count * features
        guard start <= elements.count else {
            throw .rowsBeyondElements(operand: operand, shape: [count, features], elements: elements.count)
        }
        return try FeatureRows(
            UnsafeBufferPointer(rebasing: elements[start...]), operand: operand, count: count, features: features,
            stride: stride)
    }
}
