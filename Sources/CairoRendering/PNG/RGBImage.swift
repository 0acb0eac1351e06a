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
    /// The picture in a PNG file, such as one that `FigureRenderer` wrote, in 8 bits; what is transparent lies on white.
    ///
    /// - Throws: `RenderingError.unreadableImage` or `.tooManyPixels`.
    public init(png bytes: [UInt8]) throws(RenderingError) {
        let image = try PNGImage(bytes)
        if !image.hasAlpha, case .eightBits(let samples) = image.samples {
            self.init(width: image.width, height: image.height, bytes: samples)
            return
        }
        var laid: [UInt8] = []
        laid.reserveCapacity(image.width * image.height * 3)
        var buffer: [UInt16] = []
        for row in 0..<image.height {
            image.withRow(row, in: &buffer) { pixels in
                for pixel in stride(from: 0, to: pixels.count, by: 4) {
                    // Viewers blend the stored values, not linear light, and so is it done here.
                    let alpha = Int(pixels[pixel + 3])
                    for sample in pixels[pixel..<pixel + 3] {
                        let blended = (Int(sample) * alpha + 65535 * (65535 - alpha) + 32767) / 65535
                        laid.append(UInt8((blended + 128) / 257))
                    }
                }
            }
        }
        self.init(width: image.width, height: image.height, bytes: laid)
    }

    /// The picture as a PNG file.
    ///
    /// - Throws: `RenderingError.png` with libpng's own reason.
    public func png() throws(RenderingError) -> [UInt8] {
        try PNGEncoder().encode(self)
    }
}
