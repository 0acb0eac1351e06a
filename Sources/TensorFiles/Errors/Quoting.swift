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

extension Sequence<UInt8> {
    /// The bytes in hexadecimal: `93 4e 55`.
    var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
}
