import Heatmaps

extension ImageComparison {
    /// Expected, difference and actual side by side, on grey where a picture is smaller than the other.
    ///
    /// Transparent pixels lie on a chequerboard. In the middle the area that only one of the pictures has is striped in red;
    /// a difference in alpha is white.
    ///
    /// - Parameters:
    ///   - expected: the picture at the left.
    ///   - actual: the picture at the right.
    ///   - amplification: differences are drawn this many times as large, to be seen.
    /// - Throws: `RenderingError.tooManyPixels` for pictures that are large side by side only, such as a wide and a high one.
    public static func strip(
        expected: PNGImage, actual: PNGImage, amplification: Int = 10
    ) throws(RenderingError) -> RGBImage {
        let gap = 4
        let (width, height) = (max(expected.width, actual.width), max(expected.height, actual.height))
        guard width * height <= PNGDecoder.mostPixels else {
            throw .tooManyPixels(width: width, height: height, limit: PNGDecoder.mostPixels)
        }
        let amplification = min(max(0, amplification), 255)
        var strip = RGBImage(
            width: width * 3 + gap * 2, height: height,
            bytes: [UInt8](repeating: 128, count: (width * 3 + gap * 2) * height * 3))
        var (one, other): ([UInt16], [UInt16]) = ([], [])
        for row in 0..<height {
            let start = row * strip.width
            let hasRow = (expected: row < expected.height, actual: row < actual.height)
            if hasRow.expected {
                expected.withRow(row, in: &one) { strip.paint($0, row: row, at: start) }
            }
            if hasRow.actual {
                actual.withRow(row, in: &other) { strip.paint($0, row: row, at: start + (width + gap) * 2) }
            }
            for column in 0..<width {
                let isInside = (
                    expected: hasRow.expected && column < expected.width, actual: hasRow.actual && column < actual.width
                )
                let target = (start + width + gap + column) * 3
                if isInside.expected, isInside.actual {
                    func difference(_ channel: Int) -> Int {
                        abs(Int(one[column * 4 + channel]) - Int(other[column * 4 + channel]))
                    }
                    for channel in 0..<3 {
                        let levels = max(difference(channel), difference(3)) * amplification / 257
                        strip.bytes[target + channel] = UInt8(clamping: levels)
                    }
                } else if isInside.expected || isInside.actual {
                    strip.set(target, (row + column) / 4 % 2 == 0 ? onlyInOne : onlyInOneLighter)
                }
            }
        }
        return strip
    }

    private static var onlyInOne: RGBColor { RGBColor(red: 220, green: 0, blue: 0) }
    private static var onlyInOneLighter: RGBColor { RGBColor(red: 255, green: 160, blue: 160) }
}

extension RGBImage {
    fileprivate mutating func set(_ byte: Int, _ color: RGBColor) {
        (bytes[byte], bytes[byte + 1], bytes[byte + 2]) = (color.red, color.green, color.blue)
    }

    /// Pixels of 16 bits with alpha, laid on a chequerboard.
    fileprivate mutating func paint(_ pixels: UnsafeBufferPointer<UInt16>, row: Int, at start: Int) {
        for column in 0..<pixels.count / 4 {
            let alpha = Int(pixels[column * 4 + 3])
            let board = (row / 8 + column / 8) % 2 == 0 ? 65535 : 0xcccc
            for channel in 0..<3 {
                let blended = (Int(pixels[column * 4 + channel]) * alpha + board * (65535 - alpha)) / 65535
                bytes[(start + column) * 3 + channel] = UInt8((blended + 128) / 257)
            }
        }
    }
}
