/// What the user says of a file.
public struct ReadingOptions: Hashable, Sendable {
    /// The type of elements whose type the file does not say; nil to take two bytes for bfloat16.
    public var elementType: ElementType?

    public init(elementType: ElementType? = nil) { self.elementType = elementType }
}
