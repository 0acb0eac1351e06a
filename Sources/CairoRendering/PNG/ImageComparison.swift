/// The difference between two pictures of the same size.
///
///     let (expected, actual) = (try RGBImage(png: oneFile), try RGBImage(png: anotherFile))
///     let comparison = try ImageComparison(expected: expected, actual: actual, tolerance: 8)
///     let strip = try ImageComparison.strip(expected: expected, actual: actual).png()
public struct ImageComparison: Hashable, Sendable {
    /// A rectangle of whole pixels; the upper ends are not inside.
    public struct Box: Hashable, Sendable {
        public let columns: Range<Int>
        public let rows: Range<Int>
    }

    /// The root of the mean square over all pixels and channels, from 0 to 255. One wrong cell in a large
    /// picture hardly changes it.
    public let rms: Double
    /// The largest difference of a channel, from 0 to 255.
    public let largestDifference: Int
    /// The number of pixels with a channel that differs by more than the tolerance.
    public let differingPixels: Int
    /// `differingPixels` as a share of all pixels, from 0 to 1.
    public let differingShare: Double
    /// The smallest box that holds all differing pixels; nil when there are none.
    public let differingBox: Box?

    /// - Parameters:
    ///   - expected: the picture as it should be.
    ///   - actual: the picture as it is.
    ///   - tolerance: differences of a channel up to this do not count as differing, from 0 to 255.
    /// - Throws: `RenderingError.imageSizesDiffer`.
    public init(expected: RGBImage, actual: RGBImage, tolerance: Int = 0) throws(RenderingError) {
        guard expected.width == actual.width, expected.height == actual.height else {
            throw .imageSizesDiffer(
                expected: [expected.width, expected.height], found: [actual.width, actual.height])
        }
        var (squares, largest, count) = (0, 0, 0)
        var (left, right, top, bottom) = (expected.width, 0, expected.height, 0)
        for pixel in 0..<expected.width * expected.height {
            var most = 0
            for byte in pixel * 3..<pixel * 3 + 3 {
                // Widened first: bytes would wrap around.
                let difference = abs(Int(expected.bytes[byte]) - Int(actual.bytes[byte]))
                squares += difference * difference
                most = max(most, difference)
            }
            largest = max(largest, most)
            guard most > tolerance else { continue }
            count += 1
            let (row, column) = pixel.quotientAndRemainder(dividingBy: expected.width)
            (left, right) = (min(left, column), max(right, column + 1))
            (top, bottom) = (min(top, row), max(bottom, row + 1))
        }
        rms = (Double(squares) / Double(max(1, expected.bytes.count))).squareRoot()
        largestDifference = largest
        differingPixels = count
        differingShare = Double(count) / Double(max(1, expected.width * expected.height))
        differingBox = count > 0 ? Box(columns: left..<right, rows: top..<bottom) : nil
    }

    /// Expected, difference and actual side by side, on grey where a picture is smaller than the other.
    ///
    /// - Parameters:
    ///   - expected: the picture at the left.
    ///   - actual: the picture at the right.
    ///   - amplification: differences are drawn this many times as large, to be seen.
    public static func strip(expected: RGBImage, actual: RGBImage, amplification: Int = 10) -> RGBImage {
        let gap = 4
        let width = max(expected.width, actual.width)
        let height = max(expected.height, actual.height)
        let whole = width * 3 + gap * 2
        var bytes = [UInt8](repeating: 128, count: whole * height * 3)
        func paint(_ column: Int, _ image: RGBImage, _ byte: (_ source: Int, _ row: Int, _ offset: Int) -> UInt8?) {
            for row in 0..<image.height {
                for offset in 0..<image.width * 3 {
                    guard let value = byte(row * image.width * 3 + offset, row, offset) else { continue }
                    bytes[(row * whole + column) * 3 + offset] = value
                }
            }
        }
        paint(0, expected) { source, _, _ in expected.bytes[source] }
        paint(width + gap, expected) { source, row, offset in
            guard row < actual.height, offset < actual.width * 3 else { return nil }
            let difference = abs(Int(expected.bytes[source]) - Int(actual.bytes[row * actual.width * 3 + offset]))
            return UInt8(clamping: difference * min(max(0, amplification), 255))
        }
        paint((width + gap) * 2, actual) { source, _, _ in actual.bytes[source] }
        return RGBImage(width: whole, height: height, bytes: bytes)
    }
}
