/// What can go wrong while a scene is drawn. Cases hold facts; `description` turns them into a sentence.
public enum RenderingError: Error, Equatable, Sendable {
    /// Cairo refused an operation; `reason` is its own sentence.
    case cairo(operation: String, reason: String)
    /// libpng refused an image; `reason` is its own sentence.
    case png(reason: String)
    case imageTooLarge(width: Double, height: Double, limit: Int)
    case unknownFormat(name: String, known: [String])
}

extension RenderingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cairo(let operation, let reason):
            "cairo could not \(operation): \(reason)"
        case .png(let reason):
            "libpng could not encode the image: \(reason)"
        case .imageTooLarge(let width, let height, let limit):
            "an image of \(Int(width)) x \(Int(height)) dots is too large: at most \(limit) are possible each way; "
                + "use fewer dots per inch or smaller cells"
        case .unknownFormat(let name, let known):
            "'\(name)' is no format for figures; known are \(known.joined(separator: ", "))"
        }
    }
}
