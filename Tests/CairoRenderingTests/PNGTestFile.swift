import Support

/// Writes PNG files of any kind without libpng: not compressed, with filters.
///
/// Source: W3C, "Portable Network Graphics", 5 to 8; RFC 1950, RFC 1951.
struct PNGTestFile {
    var width: Int
    var height: Int
    /// 0 grey, 2 colours, 3 a palette, 4 grey and alpha, 6 colours and alpha.
    var colorType: UInt8
    var bits: Int
    var isInterlaced = false
    /// The filters of the rows, in turn.
    var filters: [Int] = [0]
    /// Samples of the pixels, row by row.
    var samples: [Int]
    /// Chunks before the pixels.
    var chunks: [(type: String, data: [UInt8])] = []

    var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colorType] ?? 1 }

    var bytes: [UInt8] {
        let header =
            Self.bigEndian(width) + Self.bigEndian(height) + [UInt8(bits), colorType, 0, 0, isInterlaced ? 1 : 0]
        var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
        file += Self.chunk("IHDR", header)
        for chunk in chunks { file += Self.chunk(chunk.type, chunk.data) }
        return file + Self.chunk("IDAT", Self.stored(rows)) + Self.chunk("IEND", [])
    }

    private var rows: [UInt8] {
        let adam7 = [
            (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
        ]
        var rows: [UInt8] = []
        for (left, top, right, down) in isInterlaced ? adam7 : [(0, 0, 1, 1)] {
            var above: [UInt8] = []
            for row in stride(from: top, to: height, by: down) where left < width {
                var pixels: [Int] = []
                for column in stride(from: left, to: width, by: right) {
                    let start = (row * width + column) * channels
                    pixels += samples[start..<start + channels]
                }
                let line = packed(pixels)
                let filter = filters[row / down % filters.count]
                rows += [UInt8(filter)] + filtered(line, above, filter)
                above = line
            }
        }
        return rows
    }

    /// A row less what a filter predicts from the pixel on the left (a), above (b) and left of that (c).
    private func filtered(_ line: [UInt8], _ above: [UInt8], _ filter: Int) -> [UInt8] {
        let step = max(1, channels * bits / 8)
        return line.indices.map { index in
            let a = index >= step ? Int(line[index - step]) : 0
            let b = above.isEmpty ? 0 : Int(above[index])
            let c = index >= step && !above.isEmpty ? Int(above[index - step]) : 0
            let (p, q, r) = (abs(b - c), abs(a - c), abs(a + b - 2 * c))
            let nearest = p <= q && p <= r ? a : q <= r ? b : c
            let predictions: [Int] = [0, a, b, (a + b) / 2, nearest]
            return line[index] &- UInt8(predictions[filter])
        }
    }

    private func packed(_ samples: [Int]) -> [UInt8] {
        var (bytes, byte, filled): ([UInt8], Int, Int) = ([], 0, 0)
        for sample in samples {
            for bit in stride(from: bits - 1, through: 0, by: -1) {
                byte = byte << 1 | sample >> bit & 1
                filled += 1
                if filled == 8 {
                    bytes.append(UInt8(byte))
                    (byte, filled) = (0, 0)
                }
            }
        }
        return filled > 0 ? bytes + [UInt8(byte << (8 - filled))] : bytes
    }

    /// A zlib stream of blocks that are not compressed.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: bytes.count, by: 65535) {
            let block = bytes[start..<min(start + 65535, bytes.count)]
            let (low, high) = (UInt8(block.count & 255), UInt8(block.count >> 8))
            stream += [block.endIndex == bytes.count ? 1 : 0, low, high, ~low, ~high] + block
        }
        var (one, other) = (1, 0)
        for byte in bytes {
            one = (one + Int(byte)) % 65521
            other = (other + one) % 65521
        }
        return stream + bigEndian(other << 16 | one)
    }

    static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return bigEndian(data.count) + body + crc(body[...])
    }

    static func bigEndian(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

    /// The check sum of a PNG chunk (PNG specification, annex D).
    static func crc(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var sum: UInt32 = .max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? 0xedb8_8320 ^ sum >> 1 : sum >> 1 }
        }
        return bigEndian(Int(~sum))
    }
}
