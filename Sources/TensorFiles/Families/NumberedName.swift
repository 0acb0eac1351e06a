/// The name of a tensor as runs of digits and of other characters: `layer.` `12` `.attention`.
struct NumberedName {
    struct Piece: Hashable {
        let isNumber: Bool
        let text: Substring
    }

    let pieces: [Piece]

    init(_ name: String) {
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

    /// The indices of the numbers among the pieces.
    var numbers: [Int] { pieces.indices.filter { pieces[$0].isNumber } }

    /// The name with `*` for one of its numbers.
    func starring(_ index: Int) -> String {
        pieces.enumerated().map { $0 == index ? "*" : String($1.text) }.joined()
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
        return ["step", "epoch", "batch", "sample", "sentence", "example", "prompt"].contains(word) ? word : nil
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { "0"..."9" ~= scalar }
}
