import Tensors

/// Which tokens of a tokenizer form a word together, and what that does to attention weights.
///
/// Known are the marks of WordPiece (`##ing` continues a word), SentencePiece (`▁the` begins one), byte-level BPE (`Ġthe`
/// begins one) and subword-nmt (`feel@@` is continued). Special tokens such as `[CLS]`, `<s>` or `<|endoftext|>` stand alone.
public struct SubwordGroups: Hashable, Sendable {
    /// The words, without the marks.
    public let words: [String]
    /// The tokens of each word; together they cover all tokens in order.
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

    /// The marks that a tokenizer uses.
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

        /// Whether `token` goes on with the word that `previous` is part of.
        func continues(_ previous: String, _ token: String) -> Bool {
            switch self {
            case .wordPiece: token.hasPrefix("##")
            case .sentencePiece: !token.hasPrefix("\u{2581}")
            // U+010A stands for a line end, which belongs to no word.
            case .byteLevel:
                !["\u{0120}", "\u{010a}"].contains { token.hasPrefix($0) || previous.hasPrefix("\u{010a}") }
            case .subwordNMT: previous.hasSuffix("@@")
            case .none: false
            }
        }

        /// The letters that a token adds to its word.
        func text(_ token: String) -> String {
            switch self {
            case .wordPiece: token.hasPrefix("##") ? String(token.dropFirst(2)) : token
            case .sentencePiece: token.hasPrefix("\u{2581}") && token != "\u{2581}" ? String(token.dropFirst()) : token
            case .byteLevel:
                // Marks inside a word are spaces and line ends of its own.
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

extension SubwordGroups {
    /// Weights between words: the attention that a word receives is the sum over its tokens as keys, and the attention
    /// that it pays is the mean over its tokens as queries, so that rows still sum to 1.
    ///
    /// - Parameters:
    ///   - weights: (..., Q, K)
    ///   - queries: the words of Q tokens
    ///   - keys: the words of K tokens
    /// - Throws: `AttentionError.tokenCount` unless `queries` covers Q and `keys` covers K tokens.
    public static func merge(_ weights: Tensor, queries: SubwordGroups, keys: SubwordGroups) throws(AttentionError)
        -> Tensor
    {
        let shape = weights.shape.dimensions
        guard shape.count >= 2 else {
            throw .unexpectedRank(operand: "weights", allowed: [2, 3, 4], found: shape)
        }
        let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
        for (name, groups, count) in [("queries", queries, rows), ("keys", keys, columns)] {
            let covered = groups.groups.last?.upperBound ?? 0
            guard covered == count else { throw .tokenCount(axis: name, tokens: covered, positions: count) }
        }
        let leading = Array(shape.dropLast(2))
        let merged = try Shape(ofResult: leading + [queries.groups.count, keys.groups.count])
        var elements = [Float]()
        elements.reserveCapacity(merged.count)
        for matrix in 0..<leading.reduce(1, *) {
            for group in queries.groups {
                for parts in keys.groups {
                    var sum = 0.0
                    for row in group {
                        let start = (matrix * rows + row) * columns
                        for column in parts { sum += Double(weights.elements[start + column]) }
                    }
                    elements.append(Float(sum / Double(group.count)))
                }
            }
        }
        return Tensor(shape: merged, elements: elements)
    }
}
