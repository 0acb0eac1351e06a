import Tensors

extension StoredTensor {
    /// Calls `body` with the elements of a part in row-major order. They are not copied when the file holds them as
    /// row-major float32 in the byte order of this machine, at an address that is a multiple of 4; others are decoded for
    /// the call.
    ///
    /// - Parameters:
    ///   - indices: one index on each of the leading axes, as in `read(leading:)`.
    ///   - body: receives a buffer that is valid until it returns.
    /// - Throws: `TensorFileError` as `read()`, and what `body` throws.
    public func withElements<Result>(
        leading indices: [Int] = [], _ body: (UnsafeBufferPointer<Float>) throws -> Result
    ) throws -> Result {
        let result: Swift.Result<Result, any Error>? = try borrowing(indices) { floats in
            Swift.Result { try body(floats) }
        }
        if let result { return try result.get() }
        return try read(leading: indices).elements.withUnsafeBufferPointer(body)
    }

    /// Calls `body` with some rows of the part at the leading indices. Elements that lie in the file as `Float` lies in memory
    /// are not copied, and take no memory afterwards.
    ///
    /// - Parameters:
    ///   - rows: a range of the axis after the leading ones.
    ///   - indices: one index on each of the leading axes, as in `read(leading:)`.
    ///   - body: gets a buffer that lives until it returns.
    /// - Throws: `TensorFileError` as `read(leading:rows:)`, and what `body` throws.
    public func withRows<Result>(
        _ rows: Range<Int>, leading indices: [Int], _ body: (UnsafeBufferPointer<Float>) throws -> Result
    ) throws -> Result {
        defer { forget(indices, rows: rows) }
        let result: Swift.Result<Result, any Error>? = try borrowing(indices, rows: rows) { floats in
            Swift.Result { try body(floats) }
        }
        if let result { return try result.get() }
        return try read(leading: indices, rows: rows).elements.withUnsafeBufferPointer(body)
    }

    /// Compares all bytes of a stored member of an archive with its checksum. Reading the whole tensor does this, reading
    /// parts does not, so callers that read a tensor in parts call it once. Deflated members are compared whenever they are
    /// inflated to their end; other formats have no checksum.
    ///
    /// - Throws: `TensorFileError.malformed` for damaged bytes.
    package func verify() throws(TensorFileError) {
        switch elements {
        case .encoded(let encoded): try encoded.store.verify()
        case .numbers: break
        case .stacked(let tensors): for tensor in tensors { try tensor.verify() }
        }
    }

    /// Releases the memory of rows that have been read, where they can be read again.
    private func forget(_ indices: [Int], rows: Range<Int>) {
        guard let part = try? checkedPart(indices, rows: rows) else { return }
        switch elements {
        case .encoded(let encoded): encoded.forget(part)
        case .numbers: break
        case .stacked(let tensors):
            if let first = indices.first { tensors[first].forget(Array(indices.dropFirst()), rows: rows) }
        }
    }

    /// Whether reading a part costs no more than the bytes of the part. False for deflated members of archives, which are
    /// inflated from their beginning for every read.
    public var isInPlace: Bool {
        switch elements {
        case .numbers: true
        case .encoded(let encoded): encoded.store.isInPlace
        case .stacked(let tensors): tensors.allSatisfy(\.isInPlace)
        }
    }

    /// Whether `withElements` copies nothing, unless the address of the elements is not a multiple of 4.
    public var isInMemoryOrder: Bool {
        switch elements {
        case .numbers: true
        case .encoded(let encoded): encoded.isInMemoryOrder
        case .stacked: false
        }
    }

    /// The result of `body` for elements that need no decoding; nil for others.
    private func borrowing<Result>(
        _ indices: [Int], rows: Range<Int>? = nil, _ body: (UnsafeBufferPointer<Float>) -> Result
    ) throws(TensorFileError) -> Result? {
        let part = try checkedPart(indices, rows: rows)
        switch elements {
        case .numbers(let numbers):
            return numbers.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[part.elements])) }
        case .encoded(let encoded):
            return try encoded.withFloats(part, place: "data of tensor \(quoted(name))", body)
        case .stacked(let tensors):
            guard let first = indices.first else { return nil }
            return try tensors[first].borrowing(Array(indices.dropFirst()), rows: rows, body)
        }
    }
}
