import Tensors

/// A tensor inside a file: name, element type and shape, checked against the size of the file, and access to its elements.
///
/// Opening a binary file reads no elements. `read()` reads all, `read(leading:)` and `read(leading:rows:)` a part.
public struct StoredTensor: Sendable {
    public let name: String
    public let elementType: ElementType
    public let shape: Shape
    let elements: Elements
    /// What the numbers in the names of the tensor, or of those stacked in it, say.
    public internal(set) var numbers = NameNumbers.none
    /// The axes, where the file names them and numbers their positions; else nil.
    public private(set) var axes: [NamedAxis]?
    /// The file, in error messages.
    package let path: String

    /// The source of the elements; not in place, as a file may have a million tensors, of which lists are made.
    indirect enum Elements: Sendable {
        case encoded(EncodedElements)
        /// In memory, parsed from text.
        case numbers([Float])
        /// One tensor at each index of the first axis.
        case stacked([StoredTensor])
    }

    /// The most axes a tensor may have, as in NumPy.
    static let axisLimit = 64

    /// - Throws: `TensorFileError.tooManyAxes`, `.badShape`; `.byteCountMismatch` when shape and type do not need as many bytes as
    ///   `byteRange`, and `.truncated` when that is not inside `source`.
    init(
        name: String, elementType: ElementType, byteOrder: ByteOrder = .little,
        elementOrder: ElementOrder = .rowMajor, dimensions: [Int], byteRange: Range<Int>, source: any ByteStore
    ) throws(TensorFileError) {
        self.name = name
        self.elementType = elementType
        path = source.path
        shape = try StoredTensor.shape(dimensions, name: name, path: source.path)
        let summary = TensorSummary(name: name, elementType: elementType, shape: shape)
        let (byteCount, overflow) = shape.count.multipliedReportingOverflow(by: elementType.byteWidth)
        guard !overflow else {
            throw .badShape(path: source.path, tensor: name, reason: .shapeTooLarge(shape: dimensions))
        }
        guard byteCount == byteRange.count else {
            throw .byteCountMismatch(
                path: source.path, tensor: summary, expected: byteCount, found: byteRange.count)
        }
        guard byteRange.lowerBound >= 0, byteRange.upperBound <= source.count else {
            throw .truncated(
                path: source.path, place: "data of tensor \(quoted(name))", offset: byteRange.lowerBound,
                expected: byteRange.count, found: max(0, source.count - max(0, byteRange.lowerBound)))
        }
        elements = .encoded(
            EncodedElements(
                elementType: elementType, byteOrder: byteOrder, elementOrder: elementOrder, shape: shape,
                byteRange: byteRange, store: source))
    }

    /// Numbers parsed from text, which has no fixed width to read parts by; truth values are 1 and 0.
    ///
    /// - Throws: `TensorFileError.tooManyAxes`, `.badShape`.
    init(
        name: String, elementType: ElementType = .float32, dimensions: [Int], numbers: [Float],
        axes: [NamedAxis]? = nil,
        path: String
    ) throws(TensorFileError) {
        self.name = name
        self.path = path
        self.elementType = elementType
        self.axes = axes
        shape = try StoredTensor.shape(dimensions, name: name, path: path)
        guard shape.count == numbers.count else {
            let mismatch = TensorError.elementCountMismatch(
                shape: dimensions, expected: shape.count, found: numbers.count)
            throw .badShape(path: path, tensor: name, reason: mismatch)
        }
        elements = .numbers(numbers)
    }

    /// Tensors of one shape and type, stacked along a new first axis, as `numpy.stack`.
    ///
    /// - Throws: `TensorFileError.tooManyAxes`, `.badShape`.
    /// - Precondition: `tensors` are of the shape and the type of `first`.
    init(name: String, stacking tensors: [StoredTensor], like first: StoredTensor, path: String) throws(TensorFileError)
    {
        self.name = name
        self.path = path
        elementType = first.elementType
        shape = try StoredTensor.shape([tensors.count] + first.shape.dimensions, name: name, path: path)
        elements = .stacked(tensors)
    }

    /// The tensor with an axis of length 1 before the others: a list of n numbers as a row of shape (1, n).
    ///
    /// - Throws: `TensorFileError.tooManyAxes`, `.badShape`.
    package func asRow() throws(TensorFileError) -> StoredTensor {
        var row = try StoredTensor(name: name, stacking: [self], like: self, path: path)
        row.numbers = NameNumbers(axes: [], positions: numbers.positions)
        return row
    }

    private static func shape(_ dimensions: [Int], name: String, path: String) throws(TensorFileError) -> Shape {
        guard dimensions.count <= axisLimit else {
            throw .tooManyAxes(path: path, tensor: name, limit: axisLimit, found: dimensions.count)
        }
        do throws(TensorError) {
            return try Shape(dimensions)
        } catch {
            throw .badShape(path: path, tensor: name, reason: error)
        }
    }

    /// Name, element type and shape.
    public var summary: TensorSummary { TensorSummary(name: name, elementType: elementType, shape: shape) }
}
