import Tensors

/// An error in the valid lengths of a file.
public enum ValidLengthsError: Error, Equatable, Sendable, CustomStringConvertible {
    case shape(Shape)
    case notWhole(Float)

    public var description: String {
        switch self {
        case .shape(let shape): "expected valid lengths of shape (batch) or (batch, query), found \(shape)"
        case .notWhole(let value): "expected whole numbers as valid lengths, found \(value)"
        }
    }
}
