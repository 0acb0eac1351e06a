import Tensors

extension StoredTensor {
    /// All elements, as `Float` in row-major order. Members of archives are checked against their checksums.
    ///
    /// - Throws: `TensorFileError.malformed` for a member of an archive whose compressed bytes are damaged; nothing
    ///   for other files.
    public func read() throws(TensorFileError) -> Tensor {
        try read(leading: [])
    }

    /// The part at one index on each of the leading axes: `[3, 7]` of shape (6, 12, n, n) is layer 3, head 7, (n, n).
    ///
    /// In row-major order only the bytes of the part are read; of a deflated member also the ones before it.
    ///
    /// - Throws: `TensorFileError.indexOutOfRange`; as `read()`.
    public func read(leading indices: [Int]) throws(TensorFileError) -> Tensor {
        try part(indices, rows: nil)
    }

    /// Some rows of the part at the leading indices: `read(leading: [3, 7], rows: 0..<64)` of shape (6, 12, n, n) is
    /// (64, n), the first 64 queries. For large tensors that are processed block by block.
    ///
    /// - Parameters:
    ///   - indices: one index on each of the leading axes.
    ///   - rows: a range of the axis after the leading ones.
    /// - Throws: `TensorFileError.indexOutOfRange`, `.rowsOutOfRange`; as `read()`.
    public func read(leading indices: [Int], rows: Range<Int>) throws(TensorFileError) -> Tensor {
        try part(indices, rows: rows)
    }

    private func part(_ indices: [Int], rows: Range<Int>?) throws(TensorFileError) -> Tensor {
        let part = try checkedPart(indices, rows: rows)
        let floats: [Float]
        switch elements {
        case .encoded(let encoded): floats = try encoded.floats(part, place: "data of tensor \(quoted(name))")
        case .numbers(let numbers): floats = Array(numbers[part.elements])
        case .stacked(let tensors): floats = try StoredTensor.floats(part, stacked: tensors)
        }
        do throws(TensorError) {
            return try Tensor(shape: part.shape.dimensions, elements: floats)
        } catch {
            throw .badShape(path: path, tensor: name, reason: error)
        }
    }

    func checkedPart(_ indices: [Int], rows: Range<Int>?) throws(TensorFileError) -> TensorPart {
        guard TensorPart(of: shape, leading: indices) != nil else {
            throw .indexOutOfRange(path: path, tensor: summary, indices: indices)
        }
        guard let part = TensorPart(of: shape, leading: indices, rows: rows) else {
            throw .rowsOutOfRange(path: path, tensor: summary, indices: indices, rows: rows ?? 0..<0)
        }
        return part
    }

    private static func floats(
        _ part: TensorPart, stacked tensors: [StoredTensor]
    ) throws(TensorFileError) -> [Float] {
        if let first = part.indices.first {
            return try tensors[first].part(Array(part.indices.dropFirst()), rows: part.rows).elements
        }
        var floats: [Float] = []
        for tensor in tensors[part.rows ?? tensors.indices] { floats += try tensor.read().elements }
        return floats
    }
}
