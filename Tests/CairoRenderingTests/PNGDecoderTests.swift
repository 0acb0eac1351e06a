import Support
import Testing

@testable import CairoRendering

struct PNGDecoderTests {
    private func noise(_ width: Int, _ height: Int, _ random: inout SeededGenerator) -> RGBImage {
        RGBImage(
            width: width, height: height,
            bytes: (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    @Test func whatIsEncodedIsDecoded() throws {
        var random = SeededGenerator(seed: 1)
        for (width, height) in [(1, 1), (1, 7), (7, 1), (16, 16), (33, 20)] {
            let image = noise(width, height, &random)
            #expect(try RGBImage(png: image.png()) == image)
        }
    }

    /// A pixel of half transparent black and one of fully transparent red, written by Python's zlib.
    @Test func transparencyLiesOnWhite() throws {
        let file: [UInt8] = [
            137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 2, 0, 0,
            0, 1, 8, 6, 0, 0, 0, 244, 34, 127, 138, 0, 0, 0, 15, 73, 68, 65, 84, 120, 156, 99,
            96, 96, 96, 104, 248, 15, 36, 0, 6, 133, 1, 128, 181, 33, 6, 172, 0, 0, 0, 0, 73, 69,
            78, 68, 174, 66, 96, 130,
        ]
        let image = try RGBImage(png: file)
        #expect(image.width == 2 && image.height == 1)
        #expect(Array(image.bytes[3...]) == [255, 255, 255])
        #expect(image.bytes[0] == image.bytes[1] && (126...128).contains(image.bytes[0]))
    }

    @Test func whatIsNoPNGIsAnError() {
        for bytes: [UInt8] in [[], [0x89], Array("<svg/>".utf8), [UInt8](repeating: 0, count: 1000)] {
            #expect {
                _ = try RGBImage(png: bytes)
            } throws: { error in
                "\(error)".hasPrefix("the bytes cannot be read as a PNG image: ")
            }
        }
    }

    /// No memory may be allocated by the size in the header alone.
    @Test(arguments: [(1_000_000, 1_000_000), (20_000, 20_000), (16_384, 16_384), (0x7fff_ffff, 1), (0, 5)])
    func aHeaderIsNotBelieved(width: Int, height: Int) throws {
        var file = try RGBImage(width: 1, height: 1, bytes: [1, 2, 3]).png()
        file.replaceSubrange(
            16..<24,
            with: [width, height].flatMap { side in
                [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: side >> $0) }
            })
        file.replaceSubrange(29..<33, with: PNGTestFile.crc(file[12..<29]))
        #expect(throws: RenderingError.self) { try RGBImage(png: file) }
    }

    @Test func moreThanTheLimitIsRefusedHoweverLongTheFile() throws {
        var file = try RGBImage(width: 1, height: 1, bytes: [1, 2, 3]).png()
        file.replaceSubrange(16..<24, with: [0, 0, 0x40, 1, 0, 0, 0x40, 1])
        file.replaceSubrange(29..<33, with: PNGTestFile.crc(file[12..<29]))
        // 2^26 pixels for short files, 64 a byte for longer ones, 2^28 for any.
        for (length, limit) in [(100_000, 1 << 26), (1 << 21, 1 << 27), (1 << 23, 1 << 28)] {
            file += [UInt8](repeating: 0, count: length - file.count)
            #expect(throws: RenderingError.tooManyPixels(width: 16_385, height: 16_385, limit: limit)) {
                try RGBImage(png: file)
            }
        }
    }

    @Test func noBytesTrap() throws {
        var random = SeededGenerator(seed: 2)
        let files = try [noise(1, 1, &random), noise(9, 5, &random), noise(40, 30, &random)].map { try $0.png() }
        var decoded = 0
        for run in 0..<2000 {
            var file = random.pick(files)
            switch run % 4 {
            case 0: file = (0..<random.integer(0...200)).map { _ in UInt8.random(in: 0...255, using: &random) }
            case 1: file = Array(file.prefix(random.integer(0...file.count)))
            case 2:
                for _ in 0..<random.integer(1...8) {
                    file[random.integer(0...file.count - 1)] = UInt8.random(in: 0...255, using: &random)
                }
            default:
                // A wrong header needs a correct checksum to reach the checks of its fields.
                file[random.integer(16...28)] = UInt8.random(in: 0...255, using: &random)
                file.replaceSubrange(29..<33, with: PNGTestFile.crc(file[12..<29]))
            }
            do {
                let image = try RGBImage(png: file)
                #expect(image.bytes.count == image.width * image.height * 3)
                decoded += 1
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
        #expect((1..<1500).contains(decoded))
    }
}
