/// The difference between two pictures, over the area that both have, from the upper left corner.
///
/// All stored channels are compared, alpha among them: a white area and a transparent one differ. A picture without alpha is
/// opaque; 8 bits and 16 bits of the same values (v and 257 v) are equal.
///
///     let (expected, actual) = (try PNGImage(oneFile), try PNGImage(anotherFile))
///     let comparison = ImageComparison(expected: expected, actual: actual, tolerance: 8)
///     let strip = try ImageComparison.strip(expected: expected, actual: actual).png()
public struct ImageComparison: Hashable, Sendable {
    /// A rectangle of whole pixels; the upper ends are not inside.
    public struct Box: Hashable, Sendable {
        public let columns: Range<Int>
        public let rows: Range<Int>
    }

    /// Whether both pictures have the same width and height.
    public let sizesAgree: Bool
    /// Width and height of the area compared.
    public let comparedWidth: Int
    public let comparedHeight: Int
    /// The root of the mean square over all pixels and channels, from 0 to 255. One wrong cell in a large
    /// picture hardly changes it. Alpha counts where a pixel of either picture is not opaque.
    public let rms: Double
    /// The largest difference of a channel, from 0 to 255; with 16 bits a multiple of 1/257.
    public let largestDifference: Double
    /// The number of pixels with a channel that differs by more than the tolerance.
    public let differingPixels: Int
    /// `differingPixels` as a share of the pixels compared, from 0 to 1.
    public let differingShare: Double
    /// The smallest box that holds all differing pixels; nil when there are none.
    public let differingBox: Box?

    /// - Parameters:
    ///   - expected: the picture as it should be.
    ///   - actual: the picture as it is.
    ///   - tolerance: differences of a channel up to this do not count as differing, from 0 to 255.
    public init(expected: PNGImage, actual: PNGImage, tolerance: Int = 0) {
        let (width, height) = (min(expected.width, actual.width), min(expected.height, actual.height))
        let tolerance = min(max(0, tolerance), 255) * 257
        var tally = Tally(left: width, top: height)
        var (one, other): ([UInt16], [UInt16]) = ([], [])
        for row in 0..<height {
            if expected.hasRow(row, equalTo: actual) {
                if tally.isOpaque { tally.isOpaque = expected.isOpaque(row) }
                continue
            }
            expected.withRow(row, in: &one) { one in
                actual.withRow(row, in: &other) { tally.add(one, $0, row: row, columns: width, tolerance: tolerance) }
            }
        }
        let count = Double(max(1, width * height))
        sizesAgree = expected.width == actual.width && expected.height == actual.height
        (comparedWidth, comparedHeight) = (width, height)
        rms = (Double(tally.squares) / (count * (tally.isOpaque ? 3 : 4))).squareRoot() / 257
        largestDifference = Double(tally.largest) / 257
        differingPixels = tally.count
        differingShare = Double(tally.count) / count
        differingBox =
            tally.count > 0 ? Box(columns: tally.left..<tally.right, rows: tally.top..<tally.bottom) : nil
    }

    /// What is summed up over the pixels, in 16 bits. The squares of all samples of 2^28 pixels fit in an `Int`.
    private struct Tally {
        var left: Int
        var right = 0
        var top: Int
        var bottom = 0
        var squares = 0
        var largest = 0
        var count = 0
        var isOpaque = true

        mutating func add(
            _ one: UnsafeBufferPointer<UInt16>, _ other: UnsafeBufferPointer<UInt16>, row: Int, columns: Int,
            tolerance: Int
        ) {
            for column in 0..<columns {
                var most = 0
                for sample in column * 4..<column * 4 + 4 {
                    let difference = abs(Int(one[sample]) - Int(other[sample]))
                    squares += difference * difference
                    most = max(most, difference)
                }
                if one[column * 4 + 3] & other[column * 4 + 3] != .max { isOpaque = false }
                largest = max(largest, most)
                guard most > tolerance else { continue }
                count += 1
                (left, right) = (min(left, column), max(right, column + 1))
                (top, bottom) = (min(top, row), max(bottom, row + 1))
            }
        }
    }
}
