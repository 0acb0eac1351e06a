import Support

// Source: W3C, "Portable Network Graphics".
extension FileMaker {
    /// A picture of eight bits of grey or of colours, any filter and interlace; with faults of all kinds and depths.
    mutating func png() -> FuzzInput {
        let type = field(random.pick([0, 2]), or: [3, 4, 6, 1, 255])
        let bits = field(8, or: [1, 2, 4, 16, 3, 0])
        let (width, height) = (1 + below(20), 1 + below(20))
        let isInterlaced = random.chance(0.3)
        let channels = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][type] ?? 1
        let samples = bytes(width * height * channels)
        var rows = isFaulty ? bytes((height + 16) * (1 + width * channels * bits / 8)) : [UInt8]()
        if !isFaulty { rows = filteredRows(samples, width, height, channels, isInterlaced) }
        if fault() { rows.removeLast(below(rows.count)) }
        let sizes = [0, 1_000_000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 65536, 16384]
        let header =
            big(field(width, or: sizes)) + big(field(height, or: sizes))
            + [UInt8(bits), UInt8(type), 0, 0, UInt8(field(isInterlaced ? 1 : 0, or: [2]))]
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
        if fault(3) || type == 3 { file += chunk("PLTE", bytes(random.pick([3, 768, 4]))) }
        for type in [
            "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "tIME", "tEXt", "zTXt", "iTXt", "hIST", "sPLT",
            "acTL",
        ]
        where fault() {
            file += chunk(type, type == "zTXt" ? Array("k\0\0".utf8) + Self.bomb : bytes(below(40)))
        }
        if fault(3) { file += chunk("tRNS", bytes(random.pick([0, 1, 2, 6, 256]))) }
        var data = deflated(rows, hasHeader: true)
        if fault() { damage(&data) }
        let cut = random.chance(0.3) ? below(data.count) : 0
        file += chunk("IDAT", Array(data[..<cut])) + chunk("IDAT", Array(data[cut...]))
        if !fault() { file += chunk("IEND", []) }
        if fault() { damage(&file) }
        let colors = channels == 3 ? samples : samples.flatMap { [$0, $0, $0] }
        return FuzzInput(
            reader: .pictures, path: "a.png", bytes: file,
            content: content(.picture(width: width, height: height, colors: colors)))
    }

    private static let bomb = deflated([UInt8](repeating: 0, count: 1_000_000), hasHeader: true)

    private mutating func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        let length = field(data.count, or: [0, data.count + 1, 0x7FFF_FFFF, -1], weight: 0.3)
        let checksum = field(Self.checksum(body), or: [0], weight: 0.3)
        return big(length) + body + big(checksum)
    }

    private mutating func filteredRows(
        _ samples: [UInt8], _ width: Int, _ height: Int, _ channels: Int, _ isInterlaced: Bool
    ) -> [UInt8] {
        let adam7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        var rows: [UInt8] = []
        for (left, top, right, down) in isInterlaced ? adam7 : [(0, 0, 1, 1)] where left < width {
            var above = [UInt8](repeating: 0, count: (width - left + right - 1) / right * channels)
            for row in stride(from: top, to: height, by: down) {
                var line: [UInt8] = []
                for column in stride(from: left, to: width, by: right) {
                    let start = (row * width + column) * channels
                    line += samples[start..<start + channels]
                }
                let filter = below(5)
                rows += [UInt8(filter)] + Self.filtered(line, above, channels, filter)
                above = line
            }
        }
        return rows
    }

    /// A row less what each filter predicts: nothing, left, above, the mean of both, or Paeth's choice.
    private static func filtered(_ line: [UInt8], _ above: [UInt8], _ step: Int, _ filter: Int) -> [UInt8] {
        line.indices.map { (index: Int) -> UInt8 in
            let a = index >= step ? Int(line[index - step]) : 0
            let b = Int(above[index])
            let c = index >= step ? Int(above[index - step]) : 0
            let (p, q, r) = (abs(b - c), abs(a - c), abs(a + b - 2 * c))
            let paeth = p <= q && p <= r ? a : q <= r ? b : c
            let predictions: [Int] = [0, a, b, (a + b) / 2, paeth]
            return line[index] &- UInt8(predictions[filter])
        }
    }
}
