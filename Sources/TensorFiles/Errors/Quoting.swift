extension Unicode.Scalar {
    /// The scalar as it is shown on a terminal: what controls the terminal or the direction of text, is invisible, or is no
    /// character, is escaped. Joiners stay, as words and emoji are spelled with them.
    package var shown: String {
        let isControl =
            switch properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: true
            case .format: !properties.isJoinControl
            default: properties.isNoncharacterCodePoint
            }
        return isControl ? escaped(asASCII: true) : String(self)
    }
}

extension String {
    /// The text with control characters escaped. A file could otherwise send control sequences to the terminal.
    package var printable: String {
        // Most texts are plain, and some are long.
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
        return unicodeScalars.reduce(into: "") { $0 += $1.shown }
    }
}

/// Text of a file for an error message: in quotes, control characters escaped, cut to `limit` characters.
func quoted(_ text: String, limit: Int = 60) -> String {
    var result = "'"
    for (index, scalar) in text.unicodeScalars.enumerated() {
        if index == limit { return result + "'..." }
        result += scalar.shown
    }
    return result + "'"
}

extension Sequence<UInt8> {
    /// The bytes in hexadecimal: `93 4e 55`.
    var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
}
