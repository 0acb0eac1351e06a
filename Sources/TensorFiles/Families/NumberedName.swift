/// The name of a tensor as runs of digits and of other characters: `layer.` `12` `.attention`.
struct NumberedName {
    struct Piece: Hashable {
        let isNumber: Bool
        let text: Substring
    }

    let pieces: [Piece]

    /// Longer names, in bytes, are one piece: each piece costs many times its length.
    private static let lengthLimit = 1 << 12

    init(_ name: String) {
        guard name.utf8.count <= Self.lengthLimit else {
            pieces = [Piece(isNumber: false, text: name[...])]
            return
        }
        var pieces: [Piece] = []
        var rest = name.unicodeScalars[...]
        while let first = rest.first {
            let isNumber = Self.isDigit(first)
            let run = rest.prefix { Self.isDigit($0) == isNumber }
            pieces.append(Piece(isNumber: isNumber, text: Substring(run)))
            rest = rest[run.endIndex...]
        }
        self.pieces = pieces
    }

    /// The most numbers of a name that are looked at: each is one in which names may differ, and needs the whole name.
    private static let numberLimit = 16

    /// The indices of the numbers among the pieces; none in names of more than can be those of layers, heads and steps.
    var numbers: [Int] {
        let numbers = pieces.indices.filter { pieces[$0].isNumber }
        return numbers.count <= Self.numberLimit ? numbers : []
    }

    /// The name with `*` for one of its numbers.
    func starring(_ index: Int) -> String {
        pieces.enumerated().map { $0 == index ? "*" : String($1.text) }.joined()
    }

    /// Whether the name is a pattern with a number for each `*`.
    func matches(_ pattern: String) -> Bool {
        var rest = pieces.flatMap { Array($0.text.utf8) }[...]
        for (index, part) in pattern.split(separator: "*", omittingEmptySubsequences: false).enumerated() {
            if index > 0 {
                let digits = rest.prefix(while: DecimalNumber.isDigit)
                guard !digits.isEmpty else { return false }
                rest = rest[digits.endIndex...]
            }
            guard rest.starts(with: part.utf8) else { return false }
            rest = rest.dropFirst(part.utf8.count)
        }
        return rest.isEmpty
    }

    /// The number at a piece; nil for one that is too large to count with.
    func number(_ index: Int) -> Int? {
        let digits = pieces[index].text.drop { $0 == "0" }
        return digits.utf8.count < 16 ? Int(pieces[index].text) : nil
    }

    /// The axis that a number is a position of, by the word before it; nil for a word that names none.
    func axis(_ index: Int) -> String? {
        guard index > 0 else { return nil }
        let before = pieces[index - 1].text.unicodeScalars
        let separators = before.reversed().prefix { !$0.properties.isAlphabetic }
        let letters = before.dropLast(separators.count).reversed().prefix { $0.properties.isAlphabetic }
        var word = String(String.UnicodeScalarView(letters.reversed())).lowercased()
        // GPT-2 calls its layers h.0, h.1, ...; h0 may be a head.
        if word == "h" { return separators.first == "." ? "layer" : nil }
        if word == "l" { return "layer" }
        if word.hasSuffix("s") {
            // Without a sign between them, layers6 may be six layers.
            guard !separators.isEmpty else { return nil }
            word.removeLast()
        }
        if ["encoder", "decoder"].contains(word) { return "layer" }
        if let axis = ["layer", "block", "head"].first(where: word.hasSuffix) {
            return axis == "head" ? axis : "layer"
        }
        // In gpt2 and bert-base-12 the number is a part of the name of a model.
        if Self.models.contains(where: word.hasSuffix) { return Self.model }
        return ["step", "epoch", "batch", "sample", "sentence", "example", "prompt"].contains(word) ? word : nil
    }

    /// The name of an axis of models.
    static let model = "model"

    private static let models = [
        "gpt", "bert", "llama", "qwen", "mistral", "gemma", "pythia", "base", "large",
        "small", "tiny", "mini", "medium", "model",
    ]

    /// A number with the rest of its word, such as `gpt2` of `runs/gpt2.attn`.
    func word(_ index: Int) -> String {
        guard index > 0 else { return String(pieces[index].text) }
        let before = pieces[..<index].map(\.text).joined()
        return (before.split(whereSeparator: { "/. ".contains($0) }).last.map(String.init) ?? "") + pieces[index].text
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { "0"..."9" ~= scalar }
}
