import Attention
import TensorFiles
import Tensors

extension AttentionMask {
    /// A mask in a file: booleans and integers allow (not 0) or mask (0) a key; floating-point numbers are a bias, and so are
    /// integers of which some are negative.
    ///
    /// Rows of an uncompressed file are read when they are used.
    ///
    /// - Parameters:
    ///   - tensor: the mask, see `MaskTensor` for the shapes.
    ///   - meaning: the meaning of the elements; nil to decide by their type.
    ///   - axes: the names of the axes; nil to take them by their sizes.
    /// - Throws: `TensorFileError` if a compressed file cannot be read, or the tensor has no axes.
    public init(_ tensor: StoredTensor, meaning: MaskTensor.Meaning? = nil, axes: [String]? = nil) throws {
        let isSigned = [.int8, .int16, .int32, .int64].contains(tensor.elementType)
        func mask(_ meaning: MaskTensor.Meaning) throws -> MaskTensor {
            guard tensor.isInPlace, tensor.shape.rank > 1 else {
                return MaskTensor(try tensor.read(), meaning: meaning, axes: axes)
            }
            return MaskTensor(shape: tensor.shape, meaning: meaning, axes: axes) { leading, rows in
                try tensor.read(leading: leading, rows: rows).elements
            }
        }
        let given = try mask(meaning ?? (tensor.elementType.isFloatingPoint ? .bias : .allowed))
        let isBias = try meaning == nil && isSigned && given.holdsNegative()
        self = .tensor(isBias ? try mask(.bias) : given)
    }

    /// A mask in a file.
    ///
    /// - Parameters:
    ///   - text: `FILE` or `FILE:TENSOR`.
    ///   - meaning: the meaning of the elements; nil to decide by their type.
    ///   - axes: the names of the axes; nil to take them by their sizes.
    /// - Throws: `TensorFileError`.
    public init(contentsOf text: String, meaning: MaskTensor.Meaning? = nil, axes: [String]? = nil) throws {
        try self.init(TensorReference(text).open(), meaning: meaning, axes: axes)
    }

    /// Valid lengths in a file, of shape (batch) or (batch, query).
    ///
    /// - Throws: `SourceError` with a `ValidLengthsError` for another shape or numbers that are not whole; `TensorFileError`.
    public init(validLengths tensor: StoredTensor) throws {
        guard [1, 2].contains(tensor.shape.rank) else {
            throw SourceError(place: tensor.path, ValidLengthsError.shape(tensor.shape))
        }
        let elements = try tensor.read().elements
        let lengths = try elements.map { value in
            guard let length = Int(exactly: value) else {
                throw SourceError(place: tensor.path, ValidLengthsError.notWhole(value))
            }
            return length
        }
        guard tensor.shape.rank == 2 else {
            self = .validLengths(lengths)
            return
        }
        let queries = tensor.shape[1]
        self = .validLengthsPerQuery(
            (0..<tensor.shape[0]).map { Array(lengths[$0 * queries..<($0 + 1) * queries]) })
    }
}
