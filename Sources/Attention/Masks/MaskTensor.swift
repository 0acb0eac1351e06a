import Tensors

/// A mask with an element for each key, or for each pair of a query and a key. It broadcasts as in PyTorch: an axis of length
/// 1 applies to all positions, and leading axes may be left out.
///
///     (Q, K)          the same for all matrices
///     (K), (B, K)     a key mask, such as the attention_mask of tokenizers
///     (B, 1, Q, K)    the same for all heads
///     (H, Q, K), (H, 1, K), (B, H, Q, K)
///
/// Elements are read in blocks of rows, so that a mask in a file need not fit in memory.
public struct MaskTensor: Sendable {
    /// The meaning of the elements.
    public enum Meaning: Hashable, Sendable {
        /// A query may attend to a key where its element is not 0.
        case allowed
        /// A key is masked where its element is not 0.
        case masked
        /// The elements are added to the scores; a key is masked where its element is at most `maskingBias`.
        case bias
    }

    /// A key with a bias of at most this is masked. Models write masks as -10,000 or as the most negative number of their
    /// type, such as -65504; in bfloat16, -10,000 is stored as -9984.
    public static let maskingBias: Float = -9984

    public let shape: Shape
    public let meaning: Meaning
    /// The names of the axes, such as `["batch", "key"]`; nil to take them by their sizes.
    public var axes: [String]?
    /// Reads the elements of a range of the axis before the last, row-major, at an index on each axis before it.
    private let rows: @Sendable (_ leading: [Int], _ rows: Range<Int>) throws -> [Float]

    /// - Parameters:
    ///   - shape: at least one axis.
    ///   - meaning: the meaning of the elements.
    ///   - axes: the names of the axes; nil to take them by their sizes.
    ///   - rows: reads the elements of a range of the axis before the last, row-major, at an index on each axis before that; for
    ///     a shape of one axis, reads all. May be called on several threads at once.
    public init(
        shape: Shape, meaning: Meaning, axes: [String]? = nil,
        rows: @escaping @Sendable (_ leading: [Int], _ rows: Range<Int>) throws -> [Float]
    ) {
        self.shape = shape
        self.meaning = meaning
        self.axes = axes
        self.rows = rows
    }

    /// True where a query may attend to a key.
    public init(_ allowed: BooleanTensor, axes: [String]? = nil) {
        self.init(shape: allowed.shape, meaning: .allowed, axes: axes) { leading, rows in
            allowed.elements[allowed.shape.elements(leading: leading, rows: rows)].map { $0 ? 1 : 0 }
        }
    }

    /// A bias that is added to the scores, or with another meaning numbers that are 0 or not.
    public init(_ elements: Tensor, meaning: Meaning = .bias, axes: [String]? = nil) {
        self.init(shape: elements.shape, meaning: meaning, axes: axes) { leading, rows in
            Array(elements.elements[elements.shape.elements(leading: leading, rows: rows)])
        }
    }

    /// The elements of some rows: consecutive positions of the axis before the last.
    ///
    /// - Parameters:
    ///   - leading: an index on each axis before the last two.
    ///   - range: the rows; `0..<1` for a shape of one axis.
    func elements(leading: [Int], rows range: Range<Int>) throws -> [Float] {
        let elements = try rows(leading, range)
        let expected = range.count * (shape.dimensions.last ?? 0)
        precondition(elements.count == expected, "\(elements.count) elements of a mask, not \(expected)")
        return elements
    }

    /// Whether the elements are added to the scores.
    var isBias: Bool { meaning == .bias }

    /// The name of the mask in errors.
    var input: AttentionInput { isBias ? .additiveMask : .booleanMask }
}

extension Shape {
    /// The range of row-major elements of some positions of the axis before the last, at an index on each axis before it.
    fileprivate func elements(leading: [Int], rows: Range<Int>) -> Range<Int> {
        let columns = dimensions.last ?? 1
        let count = rank < 2 ? 1 : dimensions[rank - 2]
        let matrix = zip(leading, dimensions).reduce(0) { $0 * $1.1 + $1.0 }
        return (matrix * count + rows.lowerBound) * columns..<(matrix * count + rows.upperBound) * columns
    }
}
