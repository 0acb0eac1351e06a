/// The bytes of a text as UTF-8. UTF-16 with a byte order mark, as Excel and PowerShell write it, is decoded.
///
/// - Throws: what `source` throws.
func utf8Bytes(_ source: ByteSource) throws(TensorFileError) -> [UInt8] {
    let bytes = try source.bytes(0..<source.count, of: "text")
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]), bytes.count % 2 == 0 else { return bytes }
    let units = stride(from: 2, to: bytes.count, by: 2).map { index in
        let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
        return isLittle ? second << 8 | first : first << 8 | second
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
}
