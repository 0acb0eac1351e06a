/// U+FEFF in UTF-8, with which some editors begin a file.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// The text of UTF-8 bytes; nil when they are not valid UTF-8.
func strictUTF8(_ bytes: some Collection<UInt8>) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    // Invalid bytes were replaced by U+FFFD, so the text no longer has the same bytes.
    return text.utf8.elementsEqual(bytes) ? text : nil
}
