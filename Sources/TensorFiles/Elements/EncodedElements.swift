import Tensors

/// Elements of one type, in one order, somewhere in the bytes of a file.
struct EncodedElements: Sendable {
    let elementType: ElementType
    let byteOrder: ByteOrder
    let elementOrder: ElementOrder
    let shape: Shape
    /// As many bytes as shape and element type ask for.
    let byteRange: Range<Int>
    let store: any ByteStore

    /// The elements of a part, as `Float` in row-major order.
    ///
    /// In row-major order only the bytes of the part are looked at.
    ///
    /// - Throws: whatever is wrong with the bytes of `store`; `place` is what errors call the elements.
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

    /// Where the elements of a part lie in row-major order.
    func bytes(of part: TensorPart) -> Range<Int> {
        // No overflow: at most the byte count, which has been computed.
        let start = byteRange.lowerBound + part.elements.lowerBound * elementType.byteWidth
        return start..<start + part.shape.count * elementType.byteWidth
    }

    /// Frees the memory that a part takes since it was read, if it can be read again.
    func forget(_ part: TensorPart) {
        if elementOrder == .rowMajor { store.forget(bytes(of: part)) }
    }

    /// Whether the bytes are as `Float` lies in memory.
    var isInMemoryOrder: Bool {
        elementType == .float32 && elementOrder == .rowMajor && store.isInPlace
            && byteOrder == .ofMachine
    }

    /// The result of `body` for the elements of a part where they lie; nil when they are not as `Float` lies in memory.
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
                // Four bytes of any value are a Float, and nobody writes to them.
                return body(raw.assumingMemoryBound(to: Float.self))
            }
        }
    }
}
