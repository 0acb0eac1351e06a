import Attention
import TensorFiles
import Tensors

extension AttentionMask {
    /// A mask in a file: booleans and integers allow (not 0) or mask (0) a key, floating-point numbers are a bias.
    ///
    /// Rows of an uncompressed file are read when they are used.
    ///
    /// - Throws: `TensorFileError` if a compressed file cannot be read.
    public init(_ tensor: StoredTensor) throws {
        let isAdditive = tensor.elementType.isFloatingPoint
        guard tensor.isInPlace else {
            let elements = try tensor.read()
            self = isAdditive ? .additive(elements) : .boolean(BooleanTensor(nonZeroIn: elements))
            return
        }
        self = .stored(
            StoredMask(shape: tensor.shape, isAdditive: isAdditive) { leading, queries in
                try tensor.read(leading: leading, rows: queries).elements
            })
    }

    /// A mask in a file.
    ///
    /// - Parameter text: `FILE` or `FILE:TENSOR`.
    /// - Throws: `TensorFileError`.
    public init(contentsOf text: String) throws {
        try self.init(TensorReference(text).open())
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
