import CZlib
import Tensors

/// The image data of a PNG: filtered rows as one zlib stream.
///
/// The rows are cut into bands that are compressed in parallel: a deflate stream is a sequence of independent blocks.
/// Where they are cut depends on the picture alone, so that the bytes are the same on any number of processors.
///
/// Source: RFC 1950, RFC 1951; W3C, "Portable Network Graphics", 9.2.
struct PNGData {
    let rows: PNGRows
    /// zlib's level, from 1 (fast) to 9 (small).
    let level: Int32

    /// Bytes of a band. Each band begins with an empty window, which costs little at this length; shorter bands share the work
    /// more evenly between processors.
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
        // The zlib header: a window of 32 KiB and the class of the level; as a number of 16 bits it is a multiple of 31.
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

    /// The filter `Up` for rows that mostly repeat the row above, else `None`. Rows of heatmaps are of these two kinds; trying the
    /// other filters of PNG takes time and gains nothing.
    private static func filter(
        _ row: UnsafeMutablePointer<UInt8>, _ above: UnsafeMutablePointer<UInt8>, _ count: Int,
        into filtered: UnsafeMutableBufferPointer<UInt8>
    ) {
        guard let target = filtered.baseAddress else { return }
        let repeats = repeats(row, above, count)
        target[0] = repeats ? 2 : 0
        if repeats {
            for byte in 0..<count { target[byte + 1] = row[byte] &- above[byte] }
        } else {
            (target + 1).update(from: row, count: count)
        }
    }

    /// Whether at least nine tenths of a row equal the row above.
    private static func repeats(
        _ row: UnsafeMutablePointer<UInt8>, _ above: UnsafeMutablePointer<UInt8>, _ count: Int
    ) -> Bool {
        var different = 0
        var byte = 0
        // Eight bytes at a time: a loop over single bytes takes as long as the compression.
        while byte + 8 <= count {
            let changes =
                UnsafeRawPointer(row + byte).loadUnaligned(as: UInt64.self)
                ^ UnsafeRawPointer(above + byte).loadUnaligned(as: UInt64.self)
            if changes != 0 {
                // The high bit of each byte that is not 0.
                let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
                different += (((changes & low) + low | changes) & ~low).nonzeroBitCount
                if different > count / 10 { return false }
            }
            byte += 8
        }
        for byte in byte..<count where row[byte] != above[byte] { different += 1 }
        return different <= count / 10
    }
}
