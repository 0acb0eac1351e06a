import CZlib

/// The bytes that zlib packed, as far as they can be read.
package func inflated(_ packed: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return [] }
    defer { inflateEnd(&stream) }
    var input = packed
    var bytes: [UInt8] = []
    input.withUnsafeMutableBufferPointer { input in
        (stream.next_in, stream.avail_in) = (input.baseAddress, uInt(input.count))
        var status = Z_OK
        while status == Z_OK {
            let part = [UInt8](unsafeUninitializedCapacity: 1 << 16) { output, count in
                (stream.next_out, stream.avail_out) = (output.baseAddress, uInt(output.count))
                status = inflate(&stream, Z_NO_FLUSH)
                count = output.count - Int(stream.avail_out)
            }
            bytes += part
        }
    }
    return bytes
}
