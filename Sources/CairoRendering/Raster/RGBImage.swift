/// A picture in memory: rows of pixels from the upper left, three bytes (red, green, blue) each.
public struct RGBImage: Hashable, Sendable {
    public let width: Int
    public let height: Int
    public internal(set) var bytes: [UInt8]

    init(width: Int, height: Int, bytes: [UInt8]) {
        precondition(bytes.count == width * height * 3, "an RGB pixel has three bytes")
        self.width = width
        self.height = height
        self.bytes = bytes
    }
}
