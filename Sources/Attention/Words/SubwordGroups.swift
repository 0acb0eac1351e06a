import Tensors

/// The words that subword tokens form, by the marks of WordPiece, SentencePiece, byte-level BPE, subword-nmt, GPT and OpenNMT,
/// see `TokenEncoding`. Bytes of one character are joined too. Special tokens such as `[CLS]`, `<s>` or `<|endoftext|>` are
/// words of their own.
public struct SubwordGroups: Hashable, Sendable {
    /// The words as text, without the marks.
    public let words: [String]
    /// The range of tokens of each word; the ranges are consecutive and cover all tokens.
    public let groups: [Range<Int>]

    /// - Parameters:
    ///   - tokens: the tokens.
    ///   - encoding: the encoding of the list that the tokens are from; nil for that of the tokens.
    public init(_ tokens: [String], encoding: TokenEncoding? = nil) {
        let encoding = encoding ?? TokenEncoding(tokens)
        var words: [[UInt8]] = []
        var starts: [Int] = []
        for (index, token) in tokens.enumerated() {
            let bytes = encoding.bytes(token)
            if index > 0, let word = words.last,
                encoding.continues(tokens[index - 1], token) || Self.completes(word, bytes)
            {
                words[words.count - 1] += bytes
            } else {
                words.append(bytes)
                starts.append(index)
            }
        }
        self.words = zip(words, starts).map { Self.text($0, firstToken: tokens[$1], encoding) }
        groups = zip(starts, starts.dropFirst() + [tokens.count]).map { $0..<$1 }
    }

    /// Whether no word has several tokens.
    public var joinsNothing: Bool { groups.allSatisfy { $0.count == 1 } }

    /// Whether the bytes of a token belong to the last character of a word.
    private static func completes(_ word: [UInt8], _ token: [UInt8]) -> Bool {
        token.first.map { (0x80...0xBF).contains($0) } == true && UTF8Pieces.endsInside(word)
    }

    private static func text(_ word: [UInt8], firstToken: String, _ encoding: TokenEncoding) -> String {
        guard !TokenEncoding.isSpecial(firstToken) else { return firstToken }
        // A space before a word is its mark; one that is alone is white space.
        let marksSpaces = encoding.isByteLevel || encoding.marks == .byteLevel
        let beginsWithSpace = marksSpaces && word.first == 0x20 && word.count > 1
        let text = UTF8Pieces.text(beginsWithSpace ? Array(word.dropFirst()) : word)
        return text.isEmpty && firstToken.hasPrefix("\u{2581}") ? " " : text
    }
}
