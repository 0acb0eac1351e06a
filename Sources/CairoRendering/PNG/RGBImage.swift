import Heatmaps

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

extension RGBImage {
    /// One pixel for each cell.
    init(cells block: CellBlock) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(block.indices.count * 3)
        for index in block.indices {
            let color = block.palette[Int(index)]
            bytes.append(color.red)
            bytes.append(color.green)
            bytes.append(color.blue)
        }
        self.init(width: block.columns, height: block.rows, bytes: bytes)
    }
}

extension RGBImage {
    /// The picture in a PNG file, such as one that `FigureRenderer` wrote.
    ///
    /// - Throws: `RenderingError.unreadableImage` or `.tooManyPixels`.
    public init(png bytes: [UInt8]) throws(RenderingError) {
        self = try PNGDecoder().decode(bytes)
    }

    /// The picture as a PNG file.
    ///
    /// - Throws: `RenderingError.png` with libpng's own reason.
    public func png() throws(RenderingError) -> [UInt8] {
        try PNGEncoder().encode(self)
    }
}
