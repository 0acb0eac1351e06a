import CZlib

/// The bytes as "deflate", with the header of zlib or without any.
package func deflated(_ bytes: [UInt8], hasHeader: Bool = false) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
        &stream, 9, Z_DEFLATED, hasHeader ? MAX_WBITS : -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    let capacity = Int(deflateBound(&stream, uLong(bytes.count)))
    var input = bytes
    return input.withUnsafeMutableBufferPointer { input in
        [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            stream.next_in = input.baseAddress
            stream.avail_in = uInt(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = uInt(capacity)
            deflate(&stream, Z_FINISH)
            count = capacity - Int(stream.avail_out)
        }
    }
}
