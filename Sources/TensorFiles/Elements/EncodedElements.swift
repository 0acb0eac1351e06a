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
            // No overflow: at most the byte count, which has been computed.
            let start = byteRange.lowerBound + part.elements.lowerBound * elementType.byteWidth
            let range = start..<start + part.shape.count * elementType.byteWidth
            return try store.withBytes(range, of: place) { (bytes) throws(TensorFileError) in
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
}
