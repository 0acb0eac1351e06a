import TensorFiles
import Tensors

/// Queries, keys or values, in memory or in a file, which is read when they are used.
public enum Operand: Sendable {
    case stored(StoredTensor)
    case tensor(Tensor)

    /// Opens a tensor in a file.
    ///
    /// - Parameter text: `FILE` or `FILE:TENSOR`.
    /// - Throws: `TensorFileError`.
    public init(contentsOf text: String) throws {
        self = .stored(try TensorReference(text).open())
    }

    public var shape: Shape {
        switch self {
        case .stored(let tensor): tensor.shape
        case .tensor(let tensor): tensor.shape
        }
    }

    /// The path of the file; nil for an operand in memory.
    public var path: String? {
        if case .stored(let tensor) = self { tensor.path } else { nil }
    }

    /// The memory that decoded elements take while they are used, in bytes; 0 if the file is mapped.
    var residentBytes: Int {
        guard case .stored(let tensor) = self, !tensor.isInMemoryOrder else { return 0 }
        return tensor.shape.count.multipliedReportingOverflow(by: MemoryLayout<Float>.size).partialValue
    }

    /// Calls `body` with the elements, row-major.
    func withElements<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
        switch self {
        case .stored(let tensor): try tensor.withElements(body)
        case .tensor(let tensor): try tensor.elements.withUnsafeBufferPointer(body)
        }
    }

    /// All elements.
    func read() throws -> Tensor {
        switch self {
        case .stored(let tensor): try tensor.read()
        case .tensor(let tensor): tensor
        }
    }
}
