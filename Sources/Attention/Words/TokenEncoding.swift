import Tensors

/// How a list of tokens is written: the marks of its tokenizer, and whether characters stand for bytes.
///
/// It is a property of the whole list, so parts of an axis are read by the encoding of all of its tokens.
public struct TokenEncoding: Hashable, Sendable {
    /// The marks that tell pieces of words from words.
    enum Marks: Hashable, Sendable {
        /// WordPiece: `##ing` continues a word.
        case wordPiece
        /// SentencePiece: `▁the` begins one.
        case sentencePiece
        /// Byte-level BPE: `Ġthe` begins one.
        case byteLevel
        /// subword-nmt: `feel@@` is continued by the next token.
        case subwordNMT
        /// BPE of GPT and CLIP: `the</w>` ends one.
        case wordEnd
        /// OpenNMT: `￭ing` continues a word, and `feel￭` is continued by the next token.
        case joiner
        case none
    }

    let marks: Marks
    /// Whether characters stand for bytes, see `ByteAlphabet`.
    public let isByteLevel: Bool
    /// Whether Ġ at the beginning of a token may be a space, and Ċ a line end; otherwise they are letters.
    public let marksSpaces: Bool

    /// The encoding of a list, by its content.
    public init(_ tokens: [String]) {
        let marks = Marks(tokens)
        let isByteLevel =
            ![.wordPiece, .sentencePiece, .joiner].contains(marks)
            && ByteLevelEvidence(
                tokens.map { Self.isSpecial($0) ? nil : marks.body($0) }, hasMarks: marks == .wordEnd
            ).isByteLevel
        // In words of Maltese and Esperanto, Ġ is a letter.
        let hasLetters = marks == .byteLevel && !isByteLevel && !tokens.allSatisfy(Self.mayBeMarked)
        self.marks = hasLetters ? Marks(tokens, isSpaceMarked: false) : marks
        self.isByteLevel = isByteLevel
        marksSpaces = !hasLetters
    }

    /// The text of a token, with its marks. A byte that is no character of its own, and the rest of one
    /// that is cut, show as `<E6 9D>`; special tokens and those outside the alphabet are unchanged.
    public func text(_ token: String) -> String {
        if let byte = Self.byte(token) { return UTF8Pieces.text([byte]) }
        guard isByteLevel, !Self.isSpecial(token) else { return token }
        let body = marks.body(token)
        return ByteAlphabet.bytes(body).map { UTF8Pieces.text($0) + token[body.endIndex...] } ?? token
    }

    /// The bytes of a token in UTF-8, without its marks.
    func bytes(_ token: String) -> [UInt8] {
        if let byte = Self.byte(token) { return [byte] }
        if Self.isSpecial(token) { return Array(token.utf8) }
        let body = marks.body(token)
        if isByteLevel, let bytes = ByteAlphabet.bytes(body) { return bytes }
        guard marks == .byteLevel else { return Array(body.utf8) }
        // Words with the marks of byte-level BPE, whose other characters are written as they are.
        return Array(String(body.map { $0 == "\u{120}" ? " " : $0 == "\u{10a}" ? "\n" : $0 }).utf8)
    }

    /// Whether `token` continues the word of `previous`.
    func continues(_ previous: String, _ token: String) -> Bool {
        guard !Self.isSpecial(token), !Self.isSpecial(previous) else { return false }
        switch marks {
        case .wordPiece: return token.hasPrefix("##")
        case .sentencePiece: return !token.hasPrefix("\u{2581}")
        case .byteLevel:
            // A line end is a word of its own.
            return !["\u{120}", "\u{10a}", "\u{10d}", "\u{109}"].contains { token.hasPrefix($0) }
                && !["\u{10a}", "\u{109}"].contains { previous.hasPrefix($0) || previous.hasSuffix($0) }
        case .subwordNMT: return previous.hasSuffix("@@")
        case .wordEnd: return !previous.hasSuffix("</w>")
        case .joiner: return previous.hasSuffix("\u{ffed}") || token.hasPrefix("\u{ffed}")
        case .none: return false
        }
    }

    /// Whether a token is one such as `[CLS]`, `<s>` or `<|endoftext|>`, which is no text.
    static func isSpecial(_ token: String) -> Bool {
        guard token.utf8.count > 2, byte(token) == nil, token != "</w>" else { return false }
        return token.hasPrefix("<") && token.hasSuffix(">") && !token.hasSuffix("</w>")
            || token.hasPrefix("[") && token.hasSuffix("]")
    }

    /// Whether a token may be one of byte-level BPE whose other characters are written as they are: Ġ is a space at its beginning
    /// or after white space, and it has no other character that would be a control character, part of one or outside the alphabet.
    private static func mayBeMarked(_ token: String) -> Bool {
        if isSpecial(token) || byte(token) != nil { return true }
        let spaces: Set<Unicode.Scalar> = ["\u{120}", "\u{10a}", "\u{10d}", "\u{109}"]
        let rest = token.unicodeScalars.drop(while: spaces.contains)
        // A line end may also end a token.
        return rest.allSatisfy { $0.value < 0x100 || $0 != "\u{120}" && spaces.contains($0) }
    }

    /// The byte that SentencePiece writes as `<0xE6>`; nil for another token.
    private static func byte(_ token: String) -> UInt8? {
        guard token.utf8.count == 6, token.hasPrefix("<0x"), token.hasSuffix(">") else { return nil }
        let digits = token.dropFirst(3).dropLast()
        return digits.utf8.count == 2 ? UInt8(digits, radix: 16) : nil
    }
}

extension TokenEncoding.Marks {
    /// - Parameter isSpaceMarked: whether Ġ may mark spaces.
    init(_ tokens: [String], isSpaceMarked: Bool = true) {
        // Three signs are a token of their own: a heading in Markdown.
        let continued = tokens.count { $0.hasPrefix("##") && $0 != "##" && !$0.hasPrefix("###") }
        let spaced = isSpaceMarked ? tokens.count { $0.hasPrefix("\u{120}") } : 0
        if continued > spaced {
            self = .wordPiece
        } else if tokens.contains(where: { $0.hasPrefix("\u{2581}") }) {
            self = .sentencePiece
        } else if spaced > 0 {
            self = .byteLevel
        } else if tokens.contains(where: { $0.hasSuffix("</w>") }) {
            self = .wordEnd
        } else if tokens.contains(where: { $0.hasPrefix("\u{ffed}") || $0.hasSuffix("\u{ffed}") }) {
            self = .joiner
        } else if tokens.contains(where: { $0.hasSuffix("@@") && $0 != "@@" }) {
            self = .subwordNMT
        } else {
            self = .none
        }
    }

    /// The token without its marks, but for the space and the line end of byte-level BPE, which are bytes.
    func body(_ token: String) -> Substring {
        switch self {
        case .wordPiece: return token.hasPrefix("##") ? token.dropFirst(2) : token[...]
        case .sentencePiece: return token.hasPrefix("\u{2581}") ? token.dropFirst() : token[...]
        case .subwordNMT: return token.hasSuffix("@@") ? token.dropLast(2) : token[...]
        case .wordEnd: return token.hasSuffix("</w>") ? token.dropLast(4) : token[...]
        case .joiner:
            let body = token.hasPrefix("\u{ffed}") ? token.dropFirst() : token[...]
            return body.hasSuffix("\u{ffed}") ? body.dropLast() : body
        case .byteLevel, .none: return token[...]
        }
    }
}
