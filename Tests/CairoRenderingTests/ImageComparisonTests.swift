import Testing

@testable import CairoRendering

struct ImageComparisonTests {
    private let grey = RGBImage(width: 10, height: 10, bytes: [UInt8](repeating: 100, count: 300))

    @Test func equalPicturesDoNotDiffer() throws {
        let same = try ImageComparison(expected: grey, actual: grey)
        #expect(same.rms == 0 && same.largestDifference == 0 && same.differingPixels == 0 && same.differingBox == nil)
    }

    /// One channel of one pixel of 100 off by 30: 30 / sqrt(300), as matplotlib's compare_images reckons.
    @Test func oneWrongChannelIsMeasuredAndFound() throws {
        var other = grey
        other.bytes[(3 * 10 + 7) * 3 + 1] = 130
        let comparison = try ImageComparison(expected: grey, actual: other)
        #expect(abs(comparison.rms - 1.7320508075688772) < 1e-12)
        #expect(comparison.largestDifference == 30)
        #expect(comparison.differingPixels == 1 && comparison.differingShare == 0.01)
        #expect(comparison.differingBox == ImageComparison.Box(columns: 7..<8, rows: 3..<4))
        #expect(try ImageComparison(expected: grey, actual: other, tolerance: 29).differingPixels == 1)
        #expect(try ImageComparison(expected: grey, actual: other, tolerance: 30).differingPixels == 0)
    }

    /// Differences of bytes must not wrap around.
    @Test func blackAndWhiteAreAsFarApartAsCanBe() throws {
        let black = RGBImage(width: 2, height: 1, bytes: [0, 0, 0, 0, 0, 0])
        let white = RGBImage(width: 2, height: 1, bytes: [255, 255, 255, 255, 255, 255])
        for (one, other) in [(black, white), (white, black)] {
            let comparison = try ImageComparison(expected: one, actual: other)
            #expect(comparison.rms == 255 && comparison.largestDifference == 255 && comparison.differingShare == 1)
        }
    }

    @Test func sizesMustAgree() {
        let other = RGBImage(width: 5, height: 20, bytes: [UInt8](repeating: 100, count: 300))
        #expect(throws: RenderingError.imageSizesDiffer(expected: [10, 10], found: [5, 20])) {
            try ImageComparison(expected: grey, actual: other)
        }
    }

    @Test func aStripShowsWhatDiffers() throws {
        var other = grey
        other.bytes[0] = 110
        let strip = ImageComparison.strip(expected: grey, actual: other)
        #expect(strip.width == 38 && strip.height == 10)
        #expect(Array(strip.bytes[0..<3]) == [100, 100, 100])
        #expect(Array(strip.bytes[14 * 3..<16 * 3]) == [100, 0, 0, 0, 0, 0])
        #expect(Array(strip.bytes[28 * 3..<29 * 3]) == [110, 100, 100])
        let smaller = RGBImage(width: 1, height: 2, bytes: [1, 2, 3, 4, 5, 6])
        #expect(ImageComparison.strip(expected: grey, actual: smaller).height == 10)
        #expect(ImageComparison.strip(expected: smaller, actual: grey).width == 38)
    }
}
