import Tensors

extension String {
    /// The text with signs for what has no shape of its own: U+21B5 for a line end, U+21E5 for a tab, `\x01` as programmers
    /// write it for the other control characters, and `U+FFFE` for noncharacters, which cairo refuses.
    var showingControls: String {
        guard unicodeScalars.contains(where: \.hasNoShape) else { return self }
        var shown = ""
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x09: shown += "\u{21e5}"
            case 0x0a: shown += "\u{21b5}"
            case 0..<0x20, 0x7f..<0xa0:
                let digits = String(scalar.value, radix: 16)
                shown += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
            case _ where scalar.hasNoShape: shown += CodePointText.name(scalar.value)
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// The text for the metadata of a file: without control characters other than tabs and line ends, and without
    /// noncharacters. XML, PDF and PNG cannot hold all of them.
    var withoutControls: String {
        guard unicodeScalars.contains(where: \.hasNoShape) else { return self }
        return String(
            UnicodeScalarView(unicodeScalars.filter { !$0.hasNoShape || "\t\n\r".unicodeScalars.contains($0) }))
    }
}

extension Unicode.Scalar {
    /// Whether this is a control character or a noncharacter.
    fileprivate var hasNoShape: Bool {
        value < 0x20 || (0x7f..<0xa0).contains(value) || CodePointText.isNoncharacter(self)
    }
}
