import Support
import Testing

@testable import CairoRendering

/// Pictures whose rows are compressed in several bands are the same pictures.
struct PNGDataTests {
    /// Rows that repeat, rows that nearly do, and rows that have nothing of the row above.
    private func picture(width: Int, height: Int) -> RGBImage {
        var random = SeededGenerator(seed: 5)
        var row = [UInt8](repeating: 0, count: width * 3)
        var bytes: [UInt8] = []
        for y in 0..<height {
            if y % 3 == 0 { row = row.map { _ in UInt8(random.integer(0...255)) } }
            if y % 3 == 1 { row[random.integer(0...row.count - 1)] ^= 0x80 }
            bytes += row
        }
        return RGBImage(width: width, height: height, bytes: bytes)
    }

    @Test(arguments: [(1, 1), (3, 5), (21, 100), (900, 701), (5, 90_000)])
    func bandsAreJoinedWithoutASeam(width: Int, height: Int) throws {
        let picture = picture(width: width, height: height)
        for isLarge in [false, true] {
            let png = try PNGEncoder(isLarge: isLarge).encode(picture)
            #expect(try RGBImage(png: png) == picture)
        }
    }

    @Test(arguments: [2, 3, 5, 16, 17, 256])
    func palettesOfEachDepth(colors: Int) throws {
        let (width, height) = (701, 3001)
        var random = SeededGenerator(seed: 9)
        let indices = (0..<width * height).map { _ in UInt8(random.integer(0...colors - 1)) }
        let image = indices.withUnsafeBufferPointer { indices in
            let rows = PNGRows(width: width, height: height, indices: indices, colors: colors)
            return (0..<height).map { y in
                [UInt8](unsafeUninitializedCapacity: rows.byteCount) { buffer, count in
                    buffer.baseAddress.map { rows.write(y, $0) }
                    count = rows.byteCount
                }
            }
        }
        let bits = colors <= 2 ? 1 : colors <= 4 ? 2 : colors <= 16 ? 4 : 8
        for (y, row) in image.enumerated() {
            let unpacked = (0..<width).map { x in
                row[x * bits / 8] >> UInt8(8 - bits - x * bits % 8) & UInt8(truncatingIfNeeded: 1 << bits - 1)
            }
            #expect(unpacked == Array(indices[y * width..<(y + 1) * width]))
            if y > 20 { break }
        }
    }
}
