/// What can be wrong with the shape of a tensor. Cases hold facts; `description` turns them into a sentence.
public enum TensorError: Error, Equatable, Sendable {
    /// A dimension is negative.
    case negativeDimension(shape: [Int])
    /// The product of the dimensions does not fit in `Int`.
    case shapeTooLarge(shape: [Int])
    /// The shape asks for another number of elements than there are.
    case elementCountMismatch(shape: [Int], expected: Int, found: Int)
    /// No sequence of numbers runs from `start` to `stop` in steps of `step`.
    case invalidRange(start: Double, stop: Double, step: Double)
}

extension TensorError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .negativeDimension(let shape):
            "shape \(Shape.text(shape)) has a negative dimension"
        case .shapeTooLarge(let shape):
            "shape \(Shape.text(shape)) holds more elements than can be counted"
        case .elementCountMismatch(let shape, let expected, let found):
            "shape \(Shape.text(shape)) needs \(expected) elements, found \(found)"
        case .invalidRange(let start, let stop, let step):
            "no sequence runs from \(start) to \(stop) in steps of \(step)"
        }
    }
}
