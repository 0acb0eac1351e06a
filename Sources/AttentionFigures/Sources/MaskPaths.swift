import Attention

/// The files of a mask, for error messages.
public struct MaskPaths: Sendable {
    /// The path of the mask; nil for a mask in memory.
    public var mask: String?
    /// The path of the valid lengths; nil for lengths in memory.
    public var lengths: String?

    public init(mask: String? = nil, lengths: String? = nil) {
        self.mask = mask
        self.lengths = lengths
    }

    /// Calls `body`, and adds the path to errors about a mask.
    ///
    /// - Throws: errors of `body`; an `AttentionError` about a mask in a file as a `SourceError`.
    func naming<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as AttentionError {
            guard let path = path(of: error.subject) else { throw error }
            throw SourceError(place: path, error)
        }
    }

    /// The file of a mask; nil for one in memory, and for another input.
    func path(of subject: AttentionInput?) -> String? {
        switch subject {
        case .booleanMask, .additiveMask: mask
        case .validLengths: lengths
        default: nil
        }
    }
}
