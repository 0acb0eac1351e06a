/// The pixels of a PNG file as it stores them: red, green, blue, and alpha where there is one. Palettes and greys become
/// colours; gamma and profiles are not applied.
public struct PNGImage: Hashable, Sendable {
    /// The samples of all pixels, row by row without gaps.
    enum Samples: Hashable, Sendable {
        /// From 0 to 255.
        case eightBits([UInt8])
        /// From 0 to 65,535; 257 v stands for the same as v in 8 bits.
        case sixteenBits([UInt16])
    }

    public let width: Int
    public let height: Int
    /// Whether a pixel has four samples, red, green, blue and alpha, rather than three. Colours are not multiplied by alpha.
    public let hasAlpha: Bool
    /// The exponent of the chunk gAMA, such as 0.45455; nil without the chunk, and where the file says that it is sRGB.
    public let gamma: Double?
    /// Whether the file is an animation, of which this is the picture for viewers that do not play it.
    public let isAnimated: Bool
    let samples: Samples

    /// - Throws: `RenderingError.unreadableImage` or `.tooManyPixels`.
    public init(_ file: [UInt8]) throws(RenderingError) {
        self = try PNGDecoder().decode(file)
    }

    init(width: Int, height: Int, hasAlpha: Bool, gamma: Double? = nil, isAnimated: Bool = false, samples: Samples) {
        let count =
            switch samples {
            case .eightBits(let samples): samples.count
            case .sixteenBits(let samples): samples.count
            }
        precondition(count == width * height * (hasAlpha ? 4 : 3), "a pixel has three samples, with alpha four")
        self.width = width
        self.height = height
        self.hasAlpha = hasAlpha
        self.gamma = gamma
        self.isAnimated = isAnimated
        self.samples = samples
    }

    /// The same pixels, all of them opaque.
    public init(_ image: RGBImage) {
        self.init(width: image.width, height: image.height, hasAlpha: false, samples: .eightBits(image.bytes))
    }

    /// Whether a row has the same stored samples as that of another picture of this width.
    func hasRow(_ row: Int, equalTo other: PNGImage) -> Bool {
        guard hasAlpha == other.hasAlpha, width == other.width else { return false }
        let range = samples(of: row)
        switch (samples, other.samples) {
        case (.eightBits(let one), .eightBits(let other)): return one[range] == other[range]
        case (.sixteenBits(let one), .sixteenBits(let other)): return one[range] == other[range]
        default: return false
        }
    }

    /// Whether all pixels of a row are opaque.
    func isOpaque(_ row: Int) -> Bool {
        guard hasAlpha else { return true }
        let alphas = samples(of: row).dropFirst(3)
        func areFull<Sample: FixedWidthInteger>(_ samples: [Sample]) -> Bool {
            stride(from: alphas.lowerBound, to: alphas.upperBound, by: 4).allSatisfy { samples[$0] == .max }
        }
        return switch samples {
        case .eightBits(let samples): areFull(samples)
        case .sixteenBits(let samples): areFull(samples)
        }
    }

    private func samples(of row: Int) -> Range<Int> {
        let count = width * (hasAlpha ? 4 : 3)
        return row * count..<(row + 1) * count
    }

    /// Calls `body` with red, green, blue and alpha of each pixel of a row in 16 bits.
    func withRow<Result>(
        _ row: Int, in buffer: inout [UInt16], _ body: (UnsafeBufferPointer<UInt16>) -> Result
    ) -> Result {
        let channels = hasAlpha ? 4 : 3
        if buffer.count != width * 4 { buffer = [UInt16](repeating: .max, count: width * 4) }
        buffer.withUnsafeMutableBufferPointer { target in
            func fill(_ sample: (_ index: Int) -> UInt16) {
                var index = row * width * channels
                for pixel in 0..<width {
                    for channel in 0..<channels { target[pixel * 4 + channel] = sample(index + channel) }
                    if channels == 3 { target[pixel * 4 + 3] = .max }
                    index += channels
                }
            }
            switch samples {
            case .eightBits(let samples):
                samples.withUnsafeBufferPointer { source in fill { UInt16(source[$0]) * 257 } }
            case .sixteenBits(let samples): samples.withUnsafeBufferPointer { source in fill { source[$0] } }
            }
        }
        return buffer.withUnsafeBufferPointer(body)
    }
}
