/// An error while a scene is drawn or a picture is read. Cases hold facts; `description` is a sentence.
public enum RenderingError: Error, Equatable, Sendable {
    /// Cairo failed in an operation ("begin drawing"); `reason` is cairo's own message.
    case cairo(operation: String, reason: String)
    /// Pango finds no font on this machine, so that no text can be drawn.
    case noFonts
    /// libpng could not encode an image; `reason` is libpng's own message.
    case png(reason: String)
    /// Bytes are not a PNG file, or a damaged one; `reason` is a clause.
    case unreadableImage(reason: String)
    case tooManyPixels(width: Int, height: Int, limit: Int)
    case imageTooLarge(width: Double, height: Double, limit: Int)
    case unknownFormat(name: String, known: [String])
}

extension RenderingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cairo(let operation, let reason):
            "cairo could not \(operation): \(reason)"
        case .noFonts:
            "no font is installed, and figures have text; Debian's package fonts-dejavu-core has one"
        case .png(let reason):
            "libpng could not encode the image: \(reason)"
        case .unreadableImage(let reason):
            "the bytes cannot be read as a PNG image: \(reason)"
        case .tooManyPixels(let width, let height, let limit):
            "an image of \(width) x \(height) pixels is too large: at most \(limit) pixels are possible"
        case .imageTooLarge(let width, let height, let limit):
            "an image of \(Int(width)) x \(Int(height)) dots is too large: at most \(limit) are possible each way; "
                + "use fewer dots per inch or smaller cells"
        case .unknownFormat(let name, let known):
            "'\(name)' is no format for figures; known are \(known.joined(separator: ", "))"
        }
    }
}
