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
        let meaning = try meaning ?? (tensor.elementType.isFloatingPoint || tensor.holdsNegative() ? .bias : .allowed)
        guard tensor.isInPlace, tensor.shape.rank > 1 else {
            self = .tensor(MaskTensor(try tensor.read(), meaning: meaning, axes: axes))
            return
        }
        self = .tensor(
            MaskTensor(shape: tensor.shape, meaning: meaning, axes: axes) { leading, rows in
                try tensor.read(leading: leading, rows: rows).elements
            })
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

extension StoredTensor {
    /// Whether an integer is negative; reads until one is found.
    fileprivate func holdsNegative() throws -> Bool {
        guard [.int8, .int16, .int32, .int64].contains(elementType), shape.rank > 0 else { return false }
        guard shape.rank > 1, isInPlace else { return try read().elements.contains { $0 < 0 } }
        let sizes = Array(shape.dimensions.dropLast(2))
        for matrix in 0..<sizes.reduce(1, *) {
            var (rest, leading) = (matrix, [Int]())
            for size in sizes.reversed() {
                leading.insert(rest % size, at: 0)
                rest /= size
            }
            for row in 0..<shape[shape.rank - 2] {
                if try read(leading: leading, rows: row..<row + 1).elements.contains(where: { $0 < 0 }) { return true }
            }
        }
        return false
    }
}
