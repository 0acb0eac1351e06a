/// Text of a file for an error message: in quotes, control characters escaped, cut to `limit` characters.
///
/// Unescaped, a file could send control sequences to the terminal.
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
