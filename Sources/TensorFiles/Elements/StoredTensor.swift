import Tensors

/// A tensor inside a file: what its header says, checked against the bytes, and the way to its elements.
///
/// Making one reads no elements. `read()` reads all, `read(leading:)` one part.
public struct StoredTensor: Sendable {
    public let name: String
    public let elementType: ElementType
    public let byteOrder: ByteOrder
    public let elementOrder: ElementOrder
    public let shape: Shape
    /// Where the elements lie in the file; as many bytes as shape and element type ask for.
    public let byteRange: Range<Int>
    private let source: ByteSource

    /// The most axes a tensor may have, as in NumPy.
    static let axisLimit = 64

    /// - Throws: `TensorFileError.tooManyAxes`, `.badShape`; `.byteCountMismatch` when the shape does not ask for just
    ///   `byteRange`, and `.truncated` when that is not inside `source`.
    init(
        name: String, elementType: ElementType, byteOrder: ByteOrder = .little,
        elementOrder: ElementOrder = .rowMajor, dimensions: [Int], byteRange: Range<Int>, source: ByteSource
    ) throws(TensorFileError) {
        self.name = name
        self.elementType = elementType
        self.byteOrder = byteOrder
        self.elementOrder = elementOrder
        self.byteRange = byteRange
        self.source = source
        guard dimensions.count <= StoredTensor.axisLimit else {
            throw .tooManyAxes(
                path: source.path, tensor: name, limit: StoredTensor.axisLimit, found: dimensions.count)
        }
        do {
            shape = try Shape(dimensions)
        } catch {
            throw .badShape(path: source.path, tensor: name, reason: error)
        }
        let (byteCount, overflow) = shape.count.multipliedReportingOverflow(by: elementType.byteWidth)
        guard !overflow else {
            throw .badShape(path: source.path, tensor: name, reason: .shapeTooLarge(shape: dimensions))
        }
        guard byteCount == byteRange.count else {
            throw .byteCountMismatch(
                path: source.path, tensor: summary, expected: byteCount, found: byteRange.count)
        }
        try source.withBytes(byteRange, of: "data of tensor \(quoted(name))") { _ in }
    }

    /// Name, element type and shape.
    public var summary: TensorSummary { TensorSummary(name: name, elementType: elementType, shape: shape) }

    /// All elements, as `Float` in row-major order.
    ///
    /// - Throws: nothing that the checks of `init` have not excluded already.
    public func read() throws(TensorFileError) -> Tensor {
        try read(leading: [])
    }

    /// The part at one index on each of the leading axes: `[3, 7]` of shape (6, 12, n, n) is layer 3, head 7, (n, n).
    ///
    /// In row-major order only the bytes of the part are read.
    ///
    /// - Throws: `TensorFileError.indexOutOfRange`.
    public func read(leading indices: [Int]) throws(TensorFileError) -> Tensor {
        let inside = indices.count <= shape.rank && zip(indices, shape.dimensions).allSatisfy { $0 >= 0 && $0 < $1 }
        guard inside else { throw .indexOutOfRange(path: source.path, tensor: summary, indices: indices) }
        let part: Shape
        do throws(TensorError) {
            part = try Shape(Array(shape.dimensions.dropFirst(indices.count)))
        } catch {
            throw .badShape(path: source.path, tensor: name, reason: error)
        }
        let elements = try elements(of: part, at: indices)
        do throws(TensorError) {
            return try Tensor(shape: part.dimensions, elements: elements)
        } catch {
            throw .badShape(path: source.path, tensor: name, reason: error)
        }
    }

    private func elements(of part: Shape, at indices: [Int]) throws(TensorFileError) -> [Float] {
        guard part.count > 0 else { return [] }
        let place = "data of tensor \(quoted(name))"
        // Neither sum nor product can overflow: all are at most the byte count, which `init` has computed.
        switch elementOrder {
        case .rowMajor:
            let position = zip(indices, shape.dimensions).reduce(0) { $0 * $1.1 + $1.0 }
            let byteCount = part.count * elementType.byteWidth
            let start = byteRange.lowerBound + position * byteCount
            return try source.withBytes(start..<start + byteCount, of: place) { (bytes) throws(TensorFileError) in
                elementType.floats(bytes, byteOrder)
            }
        case .columnMajor:
            let gather = ColumnMajorGather(shape: shape, leading: indices)
            return try source.withBytes(byteRange, of: place) { (bytes) throws(TensorFileError) in
                let packed = gather.rowMajorBytes(bytes, width: elementType.byteWidth)
                return elementType.floats(packed.span.bytes, byteOrder)
            }
        }
    }
}
