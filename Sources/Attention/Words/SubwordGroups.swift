import Tensors

/// The words that subword tokens form.
///
/// It recognises the marks of WordPiece (`##ing` continues a word), SentencePiece (`▁the` begins one), byte-level BPE (`Ġthe`
/// begins one) and subword-nmt (`feel@@` is continued by the next token). Special tokens such as `[CLS]`, `<s>` or
/// `<|endoftext|>` are words of their own.
public struct SubwordGroups: Hashable, Sendable {
    /// The words, without the marks.
    public let words: [String]
    /// The range of tokens of each word; the ranges are consecutive and cover all tokens.
    public let groups: [Range<Int>]

    public init(_ tokens: [String]) {
        let scheme = Scheme(tokens)
        var words: [String] = []
        var starts: [Int] = []
        for (index, token) in tokens.enumerated() {
            let isContinuation =
                index > 0 && !Self.isSpecial(token) && !Self.isSpecial(tokens[index - 1])
                && scheme.continues(tokens[index - 1], token)
            let text = Self.isSpecial(token) ? token : scheme.text(token)
            if isContinuation, let last = words.popLast() {
                words.append(last + text)
            } else {
                words.append(text)
                starts.append(index)
            }
        }
        self.words = words
        groups = zip(starts, starts.dropFirst() + [tokens.count]).map { $0..<$1 }
    }

    private static func isSpecial(_ token: String) -> Bool {
        guard token.utf8.count > 2 else { return false }
        return token.hasPrefix("<") && token.hasSuffix(">") || token.hasPrefix("[") && token.hasSuffix("]")
    }

    /// The kind of marks of the tokenizer.
    private enum Scheme {
        case wordPiece, sentencePiece, byteLevel, subwordNMT, none

        init(_ tokens: [String]) {
            if tokens.contains(where: { $0.hasPrefix("##") && $0 != "##" }) {
                self = .wordPiece
            } else if tokens.contains(where: { $0.hasPrefix("\u{2581}") }) {
                self = .sentencePiece
            } else if tokens.contains(where: { $0.hasPrefix("\u{0120}") }) {
                self = .byteLevel
            } else if tokens.contains(where: { $0.hasSuffix("@@") && $0 != "@@" }) {
                self = .subwordNMT
            } else {
                self = .none
            }
        }

        /// Whether `token` continues the word of `previous`.
        func continues(_ previous: String, _ token: String) -> Bool {
            switch self {
            case .wordPiece: token.hasPrefix("##")
            case .sentencePiece: !token.hasPrefix("\u{2581}")
            // Byte-level BPE writes a line end as U+010A; it is a word of its own.
            case .byteLevel:
                !["\u{0120}", "\u{010a}"].contains { token.hasPrefix($0) || previous.hasPrefix("\u{010a}") }
            case .subwordNMT: previous.hasSuffix("@@")
            case .none: false
            }
        }

        /// The token without its mark.
        func text(_ token: String) -> String {
            switch self {
            case .wordPiece: token.hasPrefix("##") ? String(token.dropFirst(2)) : token
            case .sentencePiece: token.hasPrefix("\u{2581}") && token != "\u{2581}" ? String(token.dropFirst()) : token
            case .byteLevel:
                // Other marks in the token stand for spaces and line ends.
                String(
                    (token.hasPrefix("\u{0120}") && token != "\u{0120}" ? token.dropFirst() : token[...]).map { mark in
                        mark == "\u{0120}" ? " " : mark == "\u{010a}" ? "\n" : mark
                    })
            case .subwordNMT: token.hasSuffix("@@") ? String(token.dropLast(2)) : token
            case .none: token
            }
        }
    }
}
