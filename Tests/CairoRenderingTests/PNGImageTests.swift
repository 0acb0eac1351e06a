import Support
import Testing

@testable import CairoRendering

/// Files of all colour types and depths against the values that the specification gives them.
struct PNGImageTests {
    /// Red, green, blue and alpha of all pixels in 16 bits.
    private func pixels(_ image: PNGImage) -> [Int] {
        var buffer: [UInt16] = []
        return (0..<image.height).flatMap { row in image.withRow(row, in: &buffer) { $0.map(Int.init) } }
    }

    private static let kinds: [(UInt8, Int)] =
        [1, 2, 4, 8, 16].map { (0, $0) } + [8, 16].map { (2, $0) } + [1, 2, 4, 8].map { (3, $0) }
        + [8, 16].map { (4, $0) } + [8, 16].map { (6, $0) }

    @Test(arguments: kinds, [false, true])
    func everyKindIsReadAsStored(_ kind: (UInt8, Int), isInterlaced: Bool) throws {
        let (colorType, bits) = kind
        var random = SeededGenerator(seed: UInt64(bits) * 10 + UInt64(colorType))
        let colors = min(1 << bits, 100)
        let palette = (0..<colors * 3).map { _ in UInt8.random(in: 0...255, using: &random) }
        for (width, height) in [(1, 1), (3, 2), (9, 7), (32, 5), (1, 9)] {
            for hasKey in colorType == 4 || colorType == 6 ? [false] : [false, true] {
                var file = PNGTestFile(
                    width: width, height: height, colorType: colorType, bits: bits, isInterlaced: isInterlaced,
                    samples: [])
                let top = (1 << bits) - 1
                file.filters = random.pick([[0], [1], [2], [3], [4], [4, 3, 2, 1, 0]])
                file.samples = (0..<width * height * file.channels).map { _ in
                    random.integer(0...(colorType == 3 ? colors - 1 : top))
                }
                let key = Array(file.samples[0..<file.channels])
                if colorType == 3 { file.chunks.append(("PLTE", palette)) }
                if hasKey {
                    var data: [UInt8] = colorType == 3 ? [128] : []
                    if colorType != 3 { for sample in key { data += [UInt8(sample >> 8), UInt8(sample & 255)] } }
                    file.chunks.append(("tRNS", data))
                }
                let wanted = (0..<width * height).flatMap { pixel -> [Int] in
                    let stored = Array(file.samples[pixel * file.channels..<(pixel + 1) * file.channels])
                    let scaled = stored.map { $0 * 65535 / top }
                    let alpha = hasKey && stored == key ? 0 : 65535
                    switch colorType {
                    case 0: return [scaled[0], scaled[0], scaled[0], alpha]
                    case 2: return scaled + [alpha]
                    case 3:
                        return palette[stored[0] * 3..<stored[0] * 3 + 3].map { Int($0) * 257 }
                            + [hasKey && stored[0] == 0 ? 128 * 257 : 65535]
                    case 4: return [scaled[0], scaled[0], scaled[0], scaled[1]]
                    default: return scaled
                    }
                }
                let image = try PNGImage(file.bytes)
                #expect(image.width == width && image.height == height)
                #expect(pixels(image) == wanted, "\(width) x \(height), key \(hasKey)")
            }
        }
    }

    @Test(arguments: kinds, 0..<5) func everyFilterIsUndone(_ kind: (UInt8, Int), filter: Int) throws {
        let (colorType, bits) = kind
        var random = SeededGenerator(seed: UInt64(filter))
        var file = PNGTestFile(width: 11, height: 6, colorType: colorType, bits: bits, samples: [])
        file.samples = (0..<11 * 6 * file.channels).map { _ in random.integer(0...(1 << bits) - 1) }
        let colors = (0..<3 << bits).map { UInt8(truncatingIfNeeded: 7 * $0) }
        if colorType == 3 { file.chunks.append(("PLTE", colors)) }
        let plain = try PNGImage(file.bytes)
        file.filters = [filter]
        #expect(try PNGImage(file.bytes) == plain)
        file.isInterlaced = true
        #expect(try PNGImage(file.bytes) == plain)
    }

    @Test func depthsOfTheSameValuesAreEqual() throws {
        let samples = [0, 1, 127, 128, 254, 255]
        let bytes = PNGTestFile(width: 2, height: 1, colorType: 2, bits: 8, samples: samples)
        var words = PNGTestFile(width: 2, height: 1, colorType: 2, bits: 16, samples: samples.map { $0 * 257 })
        for chunks: [(String, [UInt8])] in [[], [("sRGB", [0])], [("gAMA", PNGTestFile.bigEndian(45455))]] {
            words.chunks = chunks
            let comparison = try ImageComparison(expected: PNGImage(bytes.bytes), actual: PNGImage(words.bytes))
            #expect(comparison.largestDifference == 0)
        }
    }

    @Test func gammaIsToldAndNotApplied() throws {
        var file = PNGTestFile(width: 1, height: 1, colorType: 2, bits: 8, samples: [1, 2, 3])
        #expect(try PNGImage(file.bytes).gamma == nil)
        file.chunks = [("gAMA", PNGTestFile.bigEndian(100_000))]
        #expect(try PNGImage(file.bytes).gamma == 1)
        #expect(try pixels(PNGImage(file.bytes)) == [257, 514, 771, 65535])
        file.chunks.append(("sRGB", [0]))
        #expect(try PNGImage(file.bytes).gamma == nil)
    }

    @Test func animationsAreTold() throws {
        var file = PNGTestFile(width: 1, height: 1, colorType: 0, bits: 8, samples: [1])
        #expect(try !PNGImage(file.bytes).isAnimated)
        file.chunks = [("acTL", PNGTestFile.bigEndian(2) + PNGTestFile.bigEndian(0))]
        #expect(try PNGImage(file.bytes).isAnimated)
    }

    /// With the transparency skipped the picture would be another one.
    @Test func aDamagedChunkIsAnError() throws {
        var file = PNGTestFile(width: 1, height: 1, colorType: 0, bits: 8, samples: [1])
        file.chunks = [("tRNS", [0, 1])]
        var bytes = file.bytes
        // The signature, the header of 25 bytes, and the data of tRNS after 8 bytes.
        bytes[8 + 25 + 9] = 2
        #expect(throws: RenderingError.self) { try PNGImage(bytes) }
        #expect(try pixels(PNGImage(file.bytes)) == [257, 257, 257, 0])
    }

    /// libpng would allocate two gigabytes.
    @Test func aChunkIsNotBelieved() throws {
        let file = PNGTestFile(width: 1, height: 1, colorType: 0, bits: 8, samples: [1]).bytes
        let claimed = Array(file.prefix(33)) + [0x7f, 0xff, 0xff, 0xff] + Array("tEXt".utf8)
        #expect(
            throws: RenderingError.unreadableImage(
                reason: "its chunk at byte 33 claims 2147483647 bytes, of which the file has 0")
        ) { try PNGImage(claimed) }
    }
}
