/// Text of a file, fit for a message: in quotes, control characters escaped, cut to a sensible length.
///
/// A file must not be able to send escape sequences to the terminal of its reader.
func quoted(_ text: String, limit: Int = 60) -> String {
    var result = "'"
    for (index, scalar) in text.unicodeScalars.enumerated() {
        if index == limit { return result + "'..." }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
            result += scalar.escaped(asASCII: true)
        default:
            result.unicodeScalars.append(scalar)
        }
    }
    return result + "'"
}

/// The text of UTF-8 bytes; nil when they are not valid UTF-8.
func strictUTF8(_ bytes: some Collection<UInt8>) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    // Invalid bytes were replaced by U+FFFD, so the text no longer has the same bytes.
    return text.utf8.elementsEqual(bytes) ? text : nil
}

extension Sequence<UInt8> {
    /// The bytes in hexadecimal: `93 4e 55`.
    var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
}
