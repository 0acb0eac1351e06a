import Tensors

extension StoredTensor {
    /// Calls `body` with the elements of a part, row-major, without a copy where the file holds them as `Float` lies in
    /// memory: as float32 of this machine's byte order, row-major, at a multiple of 4 bytes. Others are decoded for the call.
    ///
    /// - Parameters:
    ///   - indices: one index on each of the leading axes, as in `read(leading:)`.
    ///   - body: gets a buffer that lives until it returns.
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

    /// The results of `body` for the blocks of some rows of the part at the leading indices, in the order of the rows. The
    /// blocks are read side by side on all processors, and only those that are being read take memory: what lies in the file
    /// as `Float` lies in memory is not copied, the rest is decoded a block at a time.
    ///
    /// - Parameters:
    ///   - indices: one index on each of the leading axes, as in `read(leading:)`.
    ///   - rows: a range of the axis after the leading ones.
    ///   - height: rows in a block; the last one may have fewer. At least 1.
    ///   - body: gets the rows of a block, and their elements in a buffer that lives until it returns. It is called on
    ///     several threads, and must change nothing that another call sees.
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
        // A member of an archive is inflated anew for each reading: once is enough.
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

    /// Compares all bytes of a stored member of an archive with its checksum. Reading the whole tensor does so, reading parts
    /// does not: one who reads all parts calls this once. Deflated members are compared whenever they are inflated to their
    /// end; other files carry no checksum.
    ///
    /// - Throws: `TensorFileError.malformed` for damaged bytes.
    package func verify() throws(TensorFileError) {
        switch elements {
        case .encoded(let encoded): try encoded.store.verify()
        case .numbers: break
        case .stacked(let tensors): for tensor in tensors { try tensor.verify() }
        }
    }

    /// Rows that have been read take no memory until they are read again.
    private func forget(_ indices: [Int], rows: Range<Int>) {
        guard let part = try? checkedPart(indices, rows: rows) else { return }
        switch elements {
        case .encoded(let encoded): encoded.forget(part)
        case .numbers: break
        case .stacked(let tensors):
            if let first = indices.first { tensors[first].forget(Array(indices.dropFirst()), rows: rows) }
        }
    }

    /// Whether parts can be read one by one, each at the cost of its own bytes. False for deflated members of archives, which
    /// are inflated from their beginning for every part.
    public var isInPlace: Bool {
        switch elements {
        case .numbers: true
        case .encoded(let encoded): encoded.store.isInPlace
        case .stacked(let tensors): tensors.allSatisfy(\.isInPlace)
        }
    }

    /// Whether `withElements` copies nothing, unless the elements lie at an odd address.
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
