/// What speaks for and against the tokens of a list being written in `ByteAlphabet`.
///
/// Ordinary words may consist of its characters too: `café` would be the bytes `63 61 66 E9`. Their bytes are hardly ever
/// UTF-8, and those of byte-level tokens in the order of a text always are, but for characters cut at either end.
struct ByteLevelEvidence {
    /// Whether tokens have the mark of a space, a line end or a word end.
    private var hasMarks: Bool
    /// Characters of several bytes that are complete, also across tokens.
    private var characters = 0
    /// Those of at least three bytes; bytes of ordinary words do not form them.
    private var longCharacters = 0
    /// Those that ordinary words hardly form: long ones, those with a byte that does not print, and Latin-1, which begins
    /// with `Â` or `Ã`.
    private var strongCharacters = 0
    /// Characters of two bytes that one token begins and another ends, as `MENÜ` and `»` do.
    private var splitPairs = 0
    /// Parts of characters, at least two bytes.
    private var parts = 0
    /// First bytes without another one.
    private var loneBeginnings = 0
    /// Control characters, bytes that are not UTF-8, and tokens outside the alphabet.
    private var contradictions = 0

    /// - Parameters:
    ///   - tokens: the tokens, without marks of word ends; nil for special tokens, which are not encoded.
    ///   - hasMarks: whether the tokens had marks of word ends.
    init(_ tokens: [Substring?], hasMarks: Bool) {
        self.hasMarks = hasMarks
        var run: [Substring] = []
        for token in tokens {
            if let token, ByteAlphabet.bytes(token) != nil {
                run.append(token)
            } else {
                if token != nil { contradictions += 1 }
                count(run)
                run = []
            }
        }
        count(run)
    }

    /// Whether the tokens are byte-level.
    var isByteLevel: Bool {
        if hasMarks {
            return characters > 0 ? characters >= contradictions : contradictions == 0 && loneBeginnings == 0
        }
        guard contradictions == 0, splitPairs == 0, loneBeginnings == 0 else { return false }
        return longCharacters > 1 || parts == 0 && (strongCharacters > 0 || characters > 1)
    }

    /// Counts what successive tokens hold.
    private mutating func count(_ tokens: [Substring]) {
        var bytes: [UInt8] = []
        /// The character of each byte, and the index of its token.
        var origins: [(scalar: Unicode.Scalar, token: Int)] = []
        for (index, token) in tokens.enumerated() {
            countMarks(token)
            for scalar in token.unicodeScalars {
                guard let byte = ByteAlphabet.byte(scalar) else { continue }
                bytes.append(byte)
                origins.append((scalar, index))
            }
        }
        for piece in UTF8Pieces(bytes) {
            switch piece {
            case .character(let range):
                guard range.count > 1 else { continue }
                characters += 1
                let isPrinting = origins[range].allSatisfy { $0.scalar.value < 0x100 }
                if range.count > 2 { longCharacters += 1 }
                if range.count > 2 || !isPrinting || [0xC2, 0xC3].contains(bytes[range.lowerBound]) {
                    strongCharacters += 1
                }
                if range.count == 2, origins[range.lowerBound].token != origins[range.lowerBound + 1].token {
                    splitPairs += 1
                }
            case .beginning(let range):
                // A text may be cut inside a character; a letter before the cut is that of a word such as café.
                let isAfterLetter =
                    range.lowerBound > 0 && origins[range.lowerBound - 1].token == origins[range.lowerBound].token
                    && origins[range.lowerBound - 1].scalar.properties.isAlphabetic
                if range.upperBound < bytes.count || range.count == 1 && isAfterLetter {
                    contradictions += 1
                } else if range.count == 1 {
                    loneBeginnings += 1
                } else {
                    parts += 1
                }
            case .stray(let index):
                // The rest of a character whose beginning was cut off.
                if index < 3, (0x80...0xBF).contains(bytes[index]), bytes[..<index].allSatisfy({ $0 >= 0x80 }) {
                    parts += 1
                } else {
                    contradictions += 1
                }
            }
        }
    }

    /// Counts the marks of white space in a token, and control characters, which are letters in ordinary words: `ā` is U+0001,
    /// and `č` a carriage return.
    private mutating func countMarks(_ token: Substring) {
        let bytes = ByteAlphabet.bytes(token) ?? []
        let isWhiteSpace = !bytes.isEmpty && bytes.allSatisfy { [0x20, 0x0A, 0x0D, 0x09].contains($0) }
        if bytes.first == 0x20 || bytes.last == 0x0A || isWhiteSpace { hasMarks = true }
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x09, 0x0A: continue
            // A space comes first, or after other white space; elsewhere it is the letter Ġ.
            case 0x20:
                if index > 0, ![0x20, 0x0A, 0x0D, 0x09].contains(bytes[index - 1]) { contradictions += 1 }
            // A carriage return comes before or after a line end.
            case 0x0D: if !isWhiteSpace, index + 1 >= bytes.count || bytes[index + 1] != 0x0A { contradictions += 1 }
            case ..<0x20, 0x7F: contradictions += 1
            default: continue
            }
        }
    }
}
