import Tensors

/// The layout of the heads of queries, keys or values in a tensor. Heads are views: no element is moved.
///
///     (n, d)                 one sequence, one head
///     (H, n, d)              one sequence, H heads
///     (B, n, d)              B sequences with one head each, with `leadingAxis: .batch`
///     (B, H, n, d)           B sequences, H heads
///     (n, H d), (B, n, H d)  heads as consecutive blocks of features, with `heads: H`
///     (B, n, H, d)           any order of batch, head and position, with `axes:`
public struct HeadLayout: Sendable {
    /// The meaning of the first of three axes.
    public enum LeadingAxis: String, CaseIterable, Sendable {
        case head, batch
    }

    /// An axis of queries, keys or values. `query` is the axis of positions, of keys and values as well.
    public enum Axis: String, CaseIterable, Sendable {
        case batch, head, query, feature
    }

    /// B, the number of batch rows.
    public private(set) var batches: Int
    /// H, the number of heads.
    public let heads: Int
    /// n, the number of queries, keys or values.
    public let count: Int
    /// d, the number of features of a head.
    public let features: Int
    /// The distances in elements between neighbouring batch rows, heads and positions.
    private var strides: (batch: Int, head: Int, position: Int)
    private let operand: AttentionInput

    /// - Parameters:
    ///   - shape: (n, d), (H, n, d), (B, n, d) or (B, H, n, d).
    ///   - operand: the name of the tensor in errors.
    ///   - leadingAxis: the meaning of the first of three axes.
    ///   - heads: the number of heads to split the features into, for a tensor without an axis of heads; nil does not split.
    /// - Throws: `AttentionError.unexpectedRank`, `.emptyAxis` without features, `.indivisibleHeads`.
    public init(
        _ shape: Shape, operand: AttentionInput, leadingAxis: LeadingAxis = .head, heads: Int? = nil
    ) throws(AttentionError) {
        let dimensions = shape.dimensions
        let allowed = heads == nil ? [2, 3, 4] : [2, 3]
        guard allowed.contains(dimensions.count) else {
            throw .unexpectedRank(operand: operand, allowed: allowed, found: dimensions)
        }
        let width = dimensions[dimensions.count - 1]
        guard width > 0 else { throw .emptyAxis(operand: operand, of: "feature", found: dimensions) }
        let headsInRow = heads ?? 1
        guard headsInRow > 0, width.isMultiple(of: headsInRow) else {
            throw .indivisibleHeads(operand: operand, size: width, heads: headsInRow)
        }
        let isBatch = heads != nil || leadingAxis == .batch
        batches = dimensions.count == 4 || dimensions.count == 3 && isBatch ? dimensions[0] : 1
        self.heads =
            heads ?? (dimensions.count == 4 ? dimensions[1] : dimensions.count == 3 && !isBatch ? dimensions[0] : 1)
        count = dimensions[dimensions.count - 2]
        features = width / headsInRow
        // No overflow: at most the number of elements of the shape, which is an `Int`.
        let size = count * width
        strides = headsInRow > 1 ? (size, features, width) : (self.heads * size, size, width)
        self.operand = operand
    }

    /// - Parameters:
    ///   - shape: the sizes of the axes.
    ///   - operand: the name of the tensor in errors.
    ///   - axes: the name of each axis: `query` and `feature`, and at most `batch` and `head`, with `feature` last.
    /// - Throws: `AttentionError.operandAxes`, `.unexpectedRank`, `.emptyAxis` without features.
    public init(_ shape: Shape, operand: AttentionInput, axes: [Axis]) throws(AttentionError) {
        guard axes.last == .feature, axes.contains(.query), Set(axes).count == axes.count else {
            throw .operandAxes(axes.map(\.rawValue))
        }
        let dimensions = shape.dimensions
        guard dimensions.count == axes.count else {
            throw .unexpectedRank(operand: operand, allowed: [axes.count], found: dimensions)
        }
        func size(_ axis: Axis) -> Int { axes.firstIndex(of: axis).map { dimensions[$0] } ?? 1 }
        func stride(_ axis: Axis) -> Int {
            axes.firstIndex(of: axis).map { dimensions[($0 + 1)...].reduce(1, *) } ?? 0
        }
        features = size(.feature)
        guard features > 0 else { throw .emptyAxis(operand: operand, of: "feature", found: dimensions) }
        (batches, heads, count) = (size(.batch), size(.head), size(.query))
        strides = (stride(.batch), stride(.head), stride(.query))
        self.operand = operand
    }

    /// The one batch row as all of several, as PyTorch broadcasts it; no element is copied.
    ///
    /// - Precondition: one batch row.
    func repeated(_ count: Int) -> HeadLayout {
        var layout = self
        layout.batches = count
        layout.strides.batch = 0
        return layout
    }

    /// The rows of one head.
    ///
    /// - Parameters:
    ///   - batch: the index of the batch row.
    ///   - head: the index of the head.
    ///   - elements: the elements of the tensor, row-major.
    /// - Throws: `AttentionError.noSuchHead`, `.rowsBeyondElements` if there are too few elements.
    public func rows(
        batch: Int, head: Int, of elements: UnsafeBufferPointer<Float>
    ) throws(AttentionError) -> FeatureRows {
        guard (0..<batches).contains(batch) else {
            throw .noSuchHead(axis: "batch row", index: batch, count: batches)
        }
        guard (0..<heads).contains(head) else { throw .noSuchHead(axis: "head", index: head, count: heads) }
        let start = batch * strides.batch + head * strides.head
        guard start <= elements.count else {
            throw .rowsBeyondElements(operand: operand, shape: [count, features], elements: elements.count)
        }
        return try FeatureRows(
            UnsafeBufferPointer(rebasing: elements[start...]), operand: operand, count: count, features: features,
            stride: strides.position)
    }
}
