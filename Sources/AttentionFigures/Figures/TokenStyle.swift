import Attention
import Heatmaps
import Tensors

/// How the tokens of an axis are drawn.
struct TokenStyle: Sendable {
    /// Whether tokens are drawn unchanged; otherwise bytes are decoded, and white space and the marks of tokenizers are made
    /// readable.
    var showsRawTokens = false
    /// Whether tokens that occur several times carry their number, as in the₁ and the₂.
    var numbersRepeats = false

    /// The texts of the tokens of a part of an axis; nil if it has no tokens.
    ///
    /// - Parameters:
    ///   - part: the positions that are drawn.
    ///   - axis: the whole axis, whose tokens tell their encoding, and which repeats there are.
    ///   - isMerged: whether the labels of the part are words that were merged from tokens.
    func texts(_ part: NamedAxis, of axis: NamedAxis, isMerged: Bool) -> [String]? {
        guard let labels = part.labels?.map(LineLimit.prefix(of:)) else { return nil }
        let tokens = axis.allLabels?.map(LineLimit.prefix(of:)) ?? labels
        let texts = isMerged ? merged(labels) : unmerged(labels, encoding: TokenEncoding(tokens))
        guard numbersRepeats else { return texts }
        guard !isMerged, axis.labels != nil else { return Self.numbered(texts) }
        // A repeat keeps its number where the first one is not drawn.
        let numbered = Self.numbered(unmerged(tokens, encoding: TokenEncoding(tokens)))
        let byPosition = Dictionary(zip(axis.positions, numbered), uniquingKeysWith: { first, _ in first })
        return zip(part.positions, texts).map { byPosition[$0] ?? $1 }
    }

    private func merged(_ words: [String]) -> [String] {
        showsRawTokens ? words : words.map(TokenText.printable)
    }

    private func unmerged(_ tokens: [String], encoding: TokenEncoding) -> [String] {
        if showsRawTokens { return tokens }
        return tokens.map { token in
            let text = encoding.text(token)
            if encoding.isByteLevel { return TokenText.printable(text) }
            let beginsWithLetter = !encoding.marksSpaces && (token.hasPrefix("\u{120}") || token.hasPrefix("\u{10a}"))
            return beginsWithLetter ? TokenText.printable(text) : TokenText.visible(text)
        }
    }

    /// The texts, each with a subscript if it occurs several times; white space around a text makes no difference.
    private static func numbered(_ texts: [String]) -> [String] {
        let words = texts.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        let counts = Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
        var numbers: [String: Int] = [:]
        return zip(texts, words).map { text, word in
            guard !word.isEmpty, let count = counts[word], count > 1 else { return text }
            let number = numbers[word, default: 0] + 1
            numbers[word] = number
            return text + subscripted(number)
        }
    }

    /// A number in subscript digits, U+2080 to U+2089.
    private static func subscripted(_ number: Int) -> String {
        String(
            String.UnicodeScalarView(
                "\(number)".unicodeScalars.compactMap { Unicode.Scalar(0x2080 + $0.value - 0x30) }))
    }
}
