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

    /// The results of `body` for blocks of rows of the part at the leading indices, in the order of the rows.
    ///
    /// The blocks are processed concurrently, and only those in progress take memory: elements that need no decoding are not
    /// copied (see `withElements`), others are decoded block by block.
    ///
    /// - Parameters:
    ///   - indices: one index on each of the leading axes, as in `read(leading:)`.
    ///   - rows: a range of the axis after the leading ones.
    ///   - height: rows in a block; the last one may have fewer. At least 1.
    ///   - body: receives the rows of a block, and their elements in a buffer that is valid until it returns. It is called
    ///     on several threads, and must not write what another call reads or writes.
    /// - Throws: `TensorFileError` as `read(leading:rows:)`, and what `body` throws.
    public func mapBlocks<Result>(
        leading indices: [Int], rows: Range<Int>, height: Int,
        _ body: (Range<Int>, UnsafeBufferPointer<Float>) throws -> Result
    ) throws -> [Result] {
        precondition(height >= 1, "blocks of \(height) rows")
        let part = try checkedPart(indices, rows: rows)
        let rowLength = part.shape.count / max(1, rows.count)
        let blocks = stride(from: rows.lowerBound, to: rows.upperBound, by: height).map {
            $0..<min($0 + height, rows.upperBound)
        }
        // Every read of a deflated member inflates it from its beginning, so read it once.
        if case .encoded(let encoded) = elements, !encoded.store.isInPlace {
            return try read(leading: indices, rows: rows).elements.withUnsafeBufferPointer { all in
                try concurrentMap(blocks.count) { index in
                    let start = (blocks[index].lowerBound - rows.lowerBound) * rowLength
                    let count = blocks[index].count * rowLength
                    return Swift.Result {
                        try body(blocks[index], UnsafeBufferPointer(rebasing: all[start..<start + count]))
                    }
                }.map { try $0.get() }
            }
        }
        if blocks.count > 1, part.isWhole(of: shape) { try verify() }
        return try concurrentMap(blocks.count) { index in
            Swift.Result { try block(indices, rows: blocks[index], body) }
        }.map { try $0.get() }
    }

    private func block<Result>(
        _ indices: [Int], rows: Range<Int>, _ body: (Range<Int>, UnsafeBufferPointer<Float>) throws -> Result
    ) throws -> Result {
        defer { forget(indices, rows: rows) }
        let result: Swift.Result<Result, any Error>? = try borrowing(indices, rows: rows) { floats in
            Swift.Result { try body(rows, floats) }
        }
        if let result { return try result.get() }
        return try read(leading: indices, rows: rows).elements.withUnsafeBufferPointer { try body(rows, $0) }
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
