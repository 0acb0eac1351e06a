extension FileMaker {
    /// A list of tokens: one a line, JSON, or an array of text.
    mutating func tokenList() -> FuzzInput {
        let words = ["the", "cat", "\u{120}sat", "##ing", "[CLS]", "\u{1F600}", "", " a b", "e\u{301}", "#", "1"]
        let tokens = (0..<random.pick([1, 2, 3, 9])).map { _ in field(random.pick(words), or: Self.hardTexts) }
        var (path, bytes): (String, [UInt8])
        switch below(3) {
        case 0:
            let newline = random.pick(["\n", "\r\n"])
            (path, bytes) = ("a.txt", Array((tokens.joined(separator: newline) + newline).utf8))
        case 1:
            let list = tokens.map { "\"\($0)\"" }.joined(separator: field(", ", or: [" ", ",,"]))
            (path, bytes) = (
                "a.json", Array(field("[\(list)]", or: ["[[\(list)], [\(list)]]", "[\(list)", "{\(list)}"]).utf8)
            )
        default:
            let width = tokens.map(\.unicodeScalars.count).max().map { max(1, $0) } ?? 1
            let units = tokens.flatMap { token in
                let scalars = token.unicodeScalars.map { Int($0.value) }
                return (scalars + [Int](repeating: 0, count: width - scalars.count)).flatMap { little($0, 4) }
            }
            (path, bytes) = ("a.npy", header("<U\(width)", false, [tokens.count]) + units)
        }
        if fault(2) { damage(&bytes) }
        return FuzzInput(reader: .tokens, path: path, bytes: bytes, content: content(.tokens(tokens)))
    }
}
