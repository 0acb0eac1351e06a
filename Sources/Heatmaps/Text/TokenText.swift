import Tensors

/// Makes tokens readable.
public enum TokenText {
    /// The text of a token: the marks for a space of byte-level BPE (U+0120) and SentencePiece (U+2581) become spaces, that
    /// for a line end (U+010A) a line end; a token of nothing but white space becomes signs, U+2423 for each space, U+21E5
    /// for a tab and U+21B5 for a line end. Characters that nobody sees, and that turn the direction of others or are all
    /// that a token is, become their code point, such as `U+202E`.
    public static func visible(_ token: String) -> String {
        var text = token
        if token.hasPrefix("\u{0120}") || token.hasPrefix("\u{010a}") {
            text = String(token.map { $0 == "\u{0120}" ? " " : $0 == "\u{010a}" ? "\n" : $0 })
        } else if token.hasPrefix("\u{2581}") {
            text = String(token.map { $0 == "\u{2581}" ? " " : $0 })
        }
        text = namingInvisible(text)
        let isBlank = !text.isEmpty && text.unicodeScalars.allSatisfy { " \n\r\t".unicodeScalars.contains($0) }
        return isBlank ? signs(text, spaces: true) : text
    }

    /// The text of a token without marks, such as one that has been decoded: white space becomes signs as in `visible(_:)`, line
    /// ends and tabs also beside other characters.
    public static func printable(_ token: String) -> String {
        let text = namingInvisible(token)
        return signs(text, spaces: !text.isEmpty && text.allSatisfy(\.isWhitespace))
    }

    private static func signs(_ text: String, spaces: Bool) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar {
                    case " ": spaces ? "\u{2423}" : " "
                    case "\t": "\u{21e5}"
                    case "\n", "\r": "\u{21b5}"
                    default: scalar
                    }
                }))
    }

    /// Joiners stay where they join: they choose the shapes of letters and of emoji.
    private static func namingInvisible(_ text: String) -> String {
        let isAlone = text.unicodeScalars.allSatisfy { $0.properties.generalCategory == .format }
        var named = ""
        for scalar in text.unicodeScalars {
            if turnsDirection(scalar) || isAlone {
                named += CodePointText.name(scalar.value)
            } else {
                named.unicodeScalars.append(scalar)
            }
        }
        return named
    }

    /// The marks, embeddings, overrides and isolates of the bidirectional algorithm (Unicode Standard Annex 9).
    private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}
