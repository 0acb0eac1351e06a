/// An error with the file or tensor that it is about.
public struct SourceError: Error, CustomStringConvertible {
    /// The file, possibly with a tensor in it, such as "attentions.npz: tensor 'layer0' float32 (12, 13, 13)".
    public let place: String
    public let underlying: any Error

    public init(place: String, _ underlying: any Error) {
        self.place = place
        self.underlying = underlying
    }

    public var description: String { "\(place): \(underlying)" }
}
