import Tensors

/// Name, element type and shape of a stored tensor.
public struct TensorSummary: Hashable, Sendable {
    public let name: String
    public let elementType: ElementType
    public let shape: Shape

    public init(name: String, elementType: ElementType, shape: Shape) {
        self.name = name
        self.elementType = elementType
        self.shape = shape
    }
}

extension TensorSummary: CustomStringConvertible {
    /// `'layer.0' float32 (12, 13, 32)`
    public var description: String { "\(quoted(name, limit: 200)) \(elementType) \(shape)" }
}
