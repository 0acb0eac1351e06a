import Testing

@testable import CairoRendering

struct ImageComparisonTests {
    private let grey = RGBImage(width: 10, height: 10, bytes: [UInt8](repeating: 100, count: 300))

    private func comparison(_ expected: RGBImage, _ actual: RGBImage, tolerance: Int = 0) -> ImageComparison {
        ImageComparison(expected: PNGImage(expected), actual: PNGImage(actual), tolerance: tolerance)
    }

    private func pixels(_ width: Int, _ height: Int, alpha samples: [UInt8]) -> PNGImage {
        PNGImage(width: width, height: height, hasAlpha: true, samples: .eightBits(samples))
    }

    @Test func equalPicturesDoNotDiffer() {
        let same = comparison(grey, grey)
        #expect(same.rms == 0 && same.largestDifference == 0 && same.differingPixels == 0 && same.differingBox == nil)
    }

    /// One channel of one pixel of 100 off by 30: 30 / sqrt(300), as matplotlib's compare_images reckons.
    @Test func oneWrongChannelIsMeasuredAndFound() {
        var other = grey
        other.bytes[(3 * 10 + 7) * 3 + 1] = 130
        let found = comparison(grey, other)
        #expect(abs(found.rms - 1.7320508075688772) < 1e-12)
        #expect(found.largestDifference == 30)
        #expect(found.differingPixels == 1 && found.differingShare == 0.01)
        #expect(found.differingBox == ImageComparison.Box(columns: 7..<8, rows: 3..<4))
        #expect(comparison(grey, other, tolerance: 29).differingPixels == 1)
        #expect(comparison(grey, other, tolerance: 30).differingPixels == 0)
    }

    /// Differences of bytes must not wrap around.
    @Test func blackAndWhiteAreAsFarApartAsCanBe() {
        let black = RGBImage(width: 2, height: 1, bytes: [0, 0, 0, 0, 0, 0])
        let white = RGBImage(width: 2, height: 1, bytes: [255, 255, 255, 255, 255, 255])
        for (one, other) in [(black, white), (white, black)] {
            let found = comparison(one, other)
            #expect(found.rms == 255 && found.largestDifference == 255 && found.differingShare == 1)
        }
    }

    /// Compositors lay transparent pixels on white, so that these look the same there.
    @Test func whiteAndTransparentPixelsDiffer() {
        let white = PNGImage(RGBImage(width: 1, height: 1, bytes: [255, 255, 255]))
        let clear = pixels(1, 1, alpha: [255, 255, 255, 0])
        let found = ImageComparison(expected: white, actual: clear)
        #expect(found.differingPixels == 1 && found.largestDifference == 255 && found.rms == 127.5)
        #expect(ImageComparison(expected: white, actual: pixels(1, 1, alpha: [255, 255, 255, 255])).rms == 0)
        #expect(
            ImageComparison(expected: white, actual: pixels(1, 1, alpha: [255, 255, 255, 254])).differingPixels == 1)
    }

    @Test func sixteenBitsAreComparedInFull() {
        func words(_ samples: [UInt16]) -> PNGImage {
            PNGImage(width: 1, height: 1, hasAlpha: false, samples: .sixteenBits(samples))
        }
        let bytes = PNGImage(RGBImage(width: 1, height: 1, bytes: [7, 200, 255]))
        let same = ImageComparison(expected: bytes, actual: words([7 * 257, 200 * 257, 65535]))
        #expect(same.differingPixels == 0 && same.largestDifference == 0)
        let near = ImageComparison(expected: bytes, actual: words([7 * 257 + 1, 200 * 257, 65535]))
        #expect(near.differingPixels == 1 && near.largestDifference == 1.0 / 257)
        #expect(
            ImageComparison(expected: bytes, actual: words([8 * 257, 200 * 257, 65535]), tolerance: 1).differingPixels
                == 0)
    }

    @Test func ofDifferentSizesTheCommonAreaIsCompared() {
        var larger = RGBImage(width: 11, height: 12, bytes: [UInt8](repeating: 100, count: 396))
        let same = comparison(grey, larger)
        #expect(!same.sizesAgree && same.differingPixels == 0)
        #expect(same.comparedWidth == 10 && same.comparedHeight == 10)
        larger.bytes[(2 * 11 + 9) * 3] = 101
        larger.bytes[(2 * 11 + 10) * 3] = 0
        let found = comparison(grey, larger)
        #expect(found.differingPixels == 1 && found.largestDifference == 1 && found.differingShare == 0.01)
        #expect(found.differingBox == ImageComparison.Box(columns: 9..<10, rows: 2..<3))
        #expect(comparison(grey, grey).sizesAgree)
    }

    @Test func aStripShowsWhatDiffers() throws {
        var other = grey
        other.bytes[0] = 110
        let strip = try ImageComparison.strip(expected: PNGImage(grey), actual: PNGImage(other))
        #expect(strip.width == 38 && strip.height == 10)
        #expect(Array(strip.bytes[0..<3]) == [100, 100, 100])
        #expect(Array(strip.bytes[14 * 3..<16 * 3]) == [100, 0, 0, 0, 0, 0])
        #expect(Array(strip.bytes[28 * 3..<29 * 3]) == [110, 100, 100])
    }

    /// Black where both pictures are equal, red stripes where only one of them is, grey where none is.
    @Test func aStripMarksWhatOnlyOnePictureHas() throws {
        let smaller = PNGImage(RGBImage(width: 1, height: 12, bytes: [UInt8](repeating: 100, count: 36)))
        for strip in [
            try ImageComparison.strip(expected: PNGImage(grey), actual: smaller),
            try ImageComparison.strip(expected: smaller, actual: PNGImage(grey)),
        ] {
            #expect(strip.width == 38 && strip.height == 12)
            func middle(_ column: Int, _ row: Int) -> [UInt8] {
                let start = (row * 38 + 14 + column) * 3
                return Array(strip.bytes[start..<start + 3])
            }
            #expect(middle(0, 0) == [0, 0, 0] && middle(1, 11) == [128, 128, 128])
            for (column, row) in [(1, 0), (9, 9), (0, 10)] {
                #expect([[220, 0, 0], [255, 160, 160]].contains(middle(column, row)))
            }
        }
    }

    @Test func aStripShowsTransparencyOnAChequerboard() throws {
        let clear = pixels(16, 1, alpha: [UInt8](repeating: 0, count: 64))
        let white = pixels(16, 1, alpha: [UInt8](repeating: 255, count: 64))
        let strip = try ImageComparison.strip(expected: clear, actual: white)
        #expect(Array(strip.bytes[0..<3]) == [255, 255, 255] && Array(strip.bytes[24..<27]) == [204, 204, 204])
        #expect(strip.bytes[60..<108].allSatisfy { $0 == 255 })
    }

    @Test func aStripOfAWideAndAHighPictureIsRefusedWhenItIsTooLarge() throws {
        let wide = PNGImage(RGBImage(width: 20_000, height: 1, bytes: [UInt8](repeating: 0, count: 60_000)))
        let high = PNGImage(RGBImage(width: 1, height: 20_000, bytes: [UInt8](repeating: 0, count: 60_000)))
        #expect(throws: RenderingError.tooManyPixels(width: 20_000, height: 20_000, limit: 1 << 28)) {
            try ImageComparison.strip(expected: wide, actual: high)
        }
    }
}
