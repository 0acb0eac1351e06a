import Tensors

/// The elements of a tensor as a range of bytes of a file, with the type and the order to decode them.
struct EncodedElements: Sendable {
    let elementType: ElementType
    let byteOrder: ByteOrder
    let elementOrder: ElementOrder
    let shape: Shape
    /// As many bytes as shape and element type need.
    let byteRange: Range<Int>
    let store: any ByteStore

    /// The elements of a part, as `Float` in row-major order.
    ///
    /// Row-major elements are read without the bytes around the part; column-major ones are gathered from all bytes.
    ///
    /// - Throws: what `store` throws; `place` names the elements in error messages.
    func floats(_ part: TensorPart, place: String) throws(TensorFileError) -> [Float] {
        guard part.shape.count > 0 else { return [] }
        if part.isWhole(of: shape) { try store.verify() }
        switch elementOrder {
        case .rowMajor:
            return try store.withBytes(bytes(of: part), of: place) { (bytes) throws(TensorFileError) in
                elementType.floats(bytes, byteOrder)
            }
        case .columnMajor:
            let gather = ColumnMajorGather(shape: shape, part: part)
            return try store.withBytes(byteRange, of: place) { (bytes) throws(TensorFileError) in
                let packed = gather.rowMajorBytes(bytes, width: elementType.byteWidth)
                return elementType.floats(packed.span.bytes, byteOrder)
            }
        }
    }

    /// The bytes of a part, in row-major order.
    func bytes(of part: TensorPart) -> Range<Int> {
        // No overflow: at most the byte count, which has been computed.
        let start = byteRange.lowerBound + part.elements.lowerBound * elementType.byteWidth
        return start..<start + part.shape.count * elementType.byteWidth
    }

    /// Releases the memory of a part that has been read, where it can be read again.
    func forget(_ part: TensorPart) {
        if elementOrder == .rowMajor { store.forget(bytes(of: part)) }
    }

    /// Whether the bytes are those of `[Float]` on this machine.
    var isInMemoryOrder: Bool {
        elementType == .float32 && elementOrder == .rowMajor && store.isInPlace
            && byteOrder == .ofMachine
    }

    /// The result of `body` for the elements of a part without a copy; nil when they need decoding or are not aligned.
    func withFloats<Result>(
        _ part: TensorPart, place: String, _ body: (UnsafeBufferPointer<Float>) -> Result
    ) throws(TensorFileError) -> Result? {
        guard isInMemoryOrder, part.shape.count > 0 else { return nil }
        if part.isWhole(of: shape) { try store.verify() }
        let width = MemoryLayout<Float>.size
        return try store.withBytes(bytes(of: part), of: place) {
            (bytes) throws(TensorFileError) -> Result? in
            bytes.withUnsafeBytes { raw -> Result? in
                guard let address = raw.baseAddress, Int(bitPattern: address) % width == 0 else { return nil }
                // Any four bytes are a valid Float, and the bytes are read-only.
                return body(raw.assumingMemoryBound(to: Float.self))
            }
        }
    }
}
