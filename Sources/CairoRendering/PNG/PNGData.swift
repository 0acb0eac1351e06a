import CZlib
import Tensors

/// The image data of a PNG: filtered rows as one zlib stream.
///
/// The rows are cut into bands that are compressed side by side, which deflate allows as each of its blocks stands by itself.
/// Where they are cut depends on the picture alone, so that the bytes are the same on any number of processors.
///
/// Source: RFC 1950, RFC 1951; W3C, "Portable Network Graphics", 9.2.
struct PNGData {
    let rows: PNGRows
    /// 1 to 9, as zlib has it.
    let level: Int32

    /// Bytes of a band: long enough that what is forgotten at its beginning does not matter, short enough that no processor
    /// waits long for another.
    private static var bandSize: Int { 1 << 18 }

    private struct Band {
        let compressed: [UInt8]
        let checksum: uLong
        let byteCount: Int
    }

    /// - Throws: `RenderingError.png` without memory.
    func stream() throws(RenderingError) -> [UInt8] {
        let height = max(1, Self.bandSize / (rows.byteCount + 1))
        let starts = Array(stride(from: 0, to: rows.height, by: height))
        let bands = concurrentMap(starts.count) { index in
            band(starts[index]..<min(starts[index] + height, rows.height))
        }
        // A window of 32 KiB, and how hard the level tries; the two bytes are a multiple of 31.
        var stream: [UInt8] = [0x78, level < 2 ? 0x01 : level < 6 ? 0x5e : level == 6 ? 0x9c : 0xda]
        var checksum = adler32(0, nil, 0)
        for band in bands {
            guard let band else { throw .png(reason: "out of memory") }
            stream += band.compressed
            checksum = adler32_combine(checksum, band.checksum, band.byteCount)
        }
        for shift in [24, 16, 8, 0] { stream.append(UInt8(truncatingIfNeeded: checksum >> uLong(shift))) }
        return stream
    }

    private func band(_ range: Range<Int>) -> Band? {
        guard var deflater = Deflater(level: level) else { return nil }
        let count = rows.byteCount
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 3 * count + 1)
        buffer.initialize(repeating: 0)
        defer { buffer.deallocate() }
        guard var above = buffer.baseAddress else { return nil }
        var row = above + count
        let filtered = UnsafeMutableBufferPointer(rebasing: buffer[(2 * count)...])
        if range.lowerBound > 0 { rows.write(range.lowerBound - 1, above) }
        var checksum = adler32(0, nil, 0)
        for y in range {
            rows.write(y, row)
            Self.filter(row, above, count, into: filtered)
            checksum = adler32(checksum, filtered.baseAddress, uInt(filtered.count))
            deflater.add(filtered)
            (above, row) = (row, above)
        }
        deflater.finish(isLast: range.upperBound == rows.height)
        return Band(compressed: deflater.compressed, checksum: checksum, byteCount: range.count * filtered.count)
    }

    /// Rows of heatmaps mostly repeat the row above or have nothing of it: what changed of the former, the latter as they
    /// are. To try the other filters of PNG would only cost time.
    private static func filter(
        _ row: UnsafeMutablePointer<UInt8>, _ above: UnsafeMutablePointer<UInt8>, _ count: Int,
        into filtered: UnsafeMutableBufferPointer<UInt8>
    ) {
        guard let target = filtered.baseAddress else { return }
        let repeats = repeats(row, above, count)
        target[0] = repeats ? 2 : 0
        if repeats {
            for place in 0..<count { target[place + 1] = row[place] &- above[place] }
        } else {
            (target + 1).update(from: row, count: count)
        }
    }

    /// Whether at least nine tenths of a row equal the row above.
    private static func repeats(
        _ row: UnsafeMutablePointer<UInt8>, _ above: UnsafeMutablePointer<UInt8>, _ count: Int
    ) -> Bool {
        var different = 0
        var place = 0
        // Eight bytes at a time: as loops over bytes this would take as long as the compression.
        while place + 8 <= count {
            let changes =
                UnsafeRawPointer(row + place).loadUnaligned(as: UInt64.self)
                ^ UnsafeRawPointer(above + place).loadUnaligned(as: UInt64.self)
            if changes != 0 {
                // The high bit of each byte that is not 0.
                let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
                different += (((changes & low) + low | changes) & ~low).nonzeroBitCount
                if different > count / 10 { return false }
            }
            place += 8
        }
        for place in place..<count where row[place] != above[place] { different += 1 }
        return different <= count / 10
    }
}
