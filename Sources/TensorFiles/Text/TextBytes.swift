/// The bytes of a text as UTF-8. UTF-16 with a byte order mark, as Excel and PowerShell write it, is decoded.
///
/// - Throws: `TensorFileError.tooMuch` for more than `FileLimits.textBytes`.
func utf8Bytes(_ source: ByteSource) throws(TensorFileError) -> [UInt8] {
    let bytes = try source.contents(
        atMost: FileLimits.textBytes, of: "bytes of text", advice: "save arrays of this size with numpy.save")
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]), bytes.count % 2 == 0 else { return bytes }
    let units = (1..<bytes.count / 2).lazy.map { index in
        let (first, second) = (UInt16(bytes[2 * index]), UInt16(bytes[2 * index + 1]))
        return isLittle ? second << 8 | first : first << 8 | second
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
}
