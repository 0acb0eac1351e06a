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

    /// Calls `body` with some rows of the part at the leading indices, block after block. The elements are those of
    /// `read(leading:rows:)`; what lies in memory as `Float` comes in one piece and is not copied, the rest is decoded
    /// about a million elements at a time.
    ///
    /// - Parameters:
    ///   - indices: one index on each of the leading axes, as in `read(leading:)`.
    ///   - rows: a range of the axis after the leading ones.
    ///   - body: gets the rows of the block, and their elements in a buffer that lives until it returns.
    /// - Throws: `TensorFileError` as `read(leading:rows:)`, and what `body` throws.
    public func forEachBlock(
        leading indices: [Int], rows: Range<Int>, _ body: (Range<Int>, UnsafeBufferPointer<Float>) throws -> Void
    ) throws {
        let part = try checkedPart(indices, rows: rows)
        let rowLength = part.shape.count / max(1, rows.count)
        let result: Swift.Result<Void, any Error>? = try borrowing(indices) { floats in
            let start = rows.lowerBound * rowLength
            return Swift.Result {
                try body(rows, UnsafeBufferPointer(rebasing: floats[start..<start + part.shape.count]))
            }
        }
        if let result { return try result.get() }
        let height = blockHeight(rowLength, rows: rows.count)
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: height) {
            let block = start..<min(start + height, rows.upperBound)
            try read(leading: indices, rows: block).elements.withUnsafeBufferPointer { try body(block, $0) }
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

    /// A member of an archive is inflated anew for each reading: once is enough.
    private func blockHeight(_ rowLength: Int, rows: Int) -> Int {
        if case .encoded(let encoded) = elements, !encoded.store.isInPlace { return max(1, rows) }
        return max(1, (1 << 20) / max(1, rowLength))
    }

    /// The result of `body` for elements that need no decoding; nil for others.
    private func borrowing<Result>(
        _ indices: [Int], _ body: (UnsafeBufferPointer<Float>) -> Result
    ) throws(TensorFileError) -> Result? {
        let part = try checkedPart(indices, rows: nil)
        switch elements {
        case .numbers(let numbers):
            return numbers.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[part.elements])) }
        case .encoded(let encoded):
            return try encoded.withFloats(part, place: "data of tensor \(quoted(name))", body)
        case .stacked(let tensors):
            guard let first = indices.first else { return nil }
            return try tensors[first].borrowing(Array(indices.dropFirst()), body)
        }
    }
}

extension EncodedElements {
    /// Whether the bytes are as `Float` lies in memory.
    fileprivate var isInMemoryOrder: Bool {
        elementType == .float32 && elementOrder == .rowMajor && store.isInPlace
            && byteOrder == (UInt32(1).littleEndian == 1 ? .little : .big)
    }

    /// The result of `body` for the elements of a part where they lie; nil when they are not as `Float` lies in memory.
    fileprivate func withFloats<Result>(
        _ part: TensorPart, place: String, _ body: (UnsafeBufferPointer<Float>) -> Result
    ) throws(TensorFileError) -> Result? {
        guard isInMemoryOrder, part.shape.count > 0 else { return nil }
        if part.isWhole(of: shape) { try store.verify() }
        let width = MemoryLayout<Float>.size
        let start = byteRange.lowerBound + part.elements.lowerBound * width
        return try store.withBytes(start..<start + part.shape.count * width, of: place) {
            (bytes) throws(TensorFileError) -> Result? in
            bytes.withUnsafeBytes { raw -> Result? in
                guard let address = raw.baseAddress, Int(bitPattern: address) % width == 0 else { return nil }
                // Four bytes of any value are a Float, and nobody writes to them.
                return body(raw.assumingMemoryBound(to: Float.self))
            }
        }
    }
}
