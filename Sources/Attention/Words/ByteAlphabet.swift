/// The 256 printable characters that stand for bytes in the tokens of byte-level BPE (GPT-2, RoBERTa, Llama 3, Qwen, CLIP).
///
/// Bytes that print as Latin-1 characters stand for themselves; the other 68 are U+0100 and up, in ascending order: a space is
/// `Ġ`, a line end `Ċ`.
///
/// Source: `bytes_to_unicode` in https://github.com/openai/gpt-2/blob/master/src/encoder.py
enum ByteAlphabet {
    /// The byte that a character stands for; nil for one outside the alphabet.
    static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: UInt8(scalar.value)
        case 0x100...0x120: UInt8(scalar.value - 0x100)
        case 0x121: 0x7F
        case 0x122...0x142: UInt8(scalar.value - 0x122 + 0x80)
        case 0x143: 0xAD
        default: nil
        }
    }

    /// The bytes of a token; nil if it holds a character outside the alphabet.
    static func bytes(_ token: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(token.utf8.count)
        for scalar in token.unicodeScalars {
            guard let byte = byte(scalar) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
