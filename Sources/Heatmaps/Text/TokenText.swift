/// Tokens as a reader should see them.
public enum TokenText {
    /// The text of a token: the marks for a space of byte-level BPE (U+0120) and SentencePiece (U+2581) become spaces, that
    /// for a line end (U+010A) a line end; a token of nothing but white space becomes signs, U+2423 for each space, U+21E5
    /// for a tab and U+21B5 for a line end.
    public static func visible(_ token: String) -> String {
        var text = token
        if token.hasPrefix("\u{0120}") || token.hasPrefix("\u{010a}") {
            text = String(token.map { $0 == "\u{0120}" ? " " : $0 == "\u{010a}" ? "\n" : $0 })
        } else if token.hasPrefix("\u{2581}") {
            text = String(token.map { $0 == "\u{2581}" ? " " : $0 })
        }
        guard !text.isEmpty, text.unicodeScalars.allSatisfy({ " \n\r\t".unicodeScalars.contains($0) }) else {
            return text
        }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar {
                    case " ": "\u{2423}"
                    case "\t": "\u{21e5}"
                    default: "\u{21b5}"
                    }
                }))
    }
}
