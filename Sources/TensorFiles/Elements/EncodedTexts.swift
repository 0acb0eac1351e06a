import Tensors

/// An array of text as NumPy stores it: a range of bytes of a file, every text padded with NULs to the same width.
struct EncodedTexts: Sendable {
    enum Encoding: Sendable {
        /// UCS-4, four bytes a character (`U` in NumPy).
        case utf32(ByteOrder)
        /// Bytes, which are taken for UTF-8 (`S` in NumPy).
        case utf8
    }

    /// The number of texts.
    let count: Int
    /// The number of lists of equal length that the texts are; nil for a single list.
    let listCount: Int?
    let encoding: Encoding
    /// The bytes of one text; positive, unless there are no texts.
    let width: Int
    /// As many bytes as `count` texts have.
    let byteRange: Range<Int>
    let store: any ByteStore

    /// All texts, without the NULs at their ends. Halves of surrogate pairs become the names of their code points.
    ///
    /// - Throws: `TensorFileError.malformed` naming the text that is not Unicode; what `store` throws.
    func read() throws(TensorFileError) -> [String] {
        guard count > 0 else { return [] }
        try store.verify()
        let bytes = try store.bytes(byteRange, of: "text")
        var texts: [String] = []
        for start in stride(from: 0, to: bytes.count, by: width) {
            guard let text = decode(bytes[start..<start + width]) else {
                throw .malformed(
                    path: store.path, place: "text \(texts.count)", expected: "Unicode text",
                    found: "the bytes \(bytes[start..<start + width].prefix(16).hexadecimal)",
                    advice: "save arr.astype('U')")
            }
            texts.append(text)
        }
        return texts
    }

    private func decode(_ bytes: ArraySlice<UInt8>) -> String? {
        switch encoding {
        case .utf8:
            return strictUTF8(
                bytes.prefix((bytes.lastIndex { $0 != 0 } ?? bytes.startIndex - 1) + 1 - bytes.startIndex))
        case .utf32(let order):
            var scalars = String.UnicodeScalarView()
            for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 4) {
                let unit = bytes[start..<start + 4]
                let value = (order == .little ? Array(unit.reversed()) : Array(unit)).reduce(0 as UInt32) {
                    $0 << 8 | UInt32($1)
                }
                if let scalar = Unicode.Scalar(value) {
                    scalars.append(scalar)
                } else {
                    guard 0xD800..<0xE000 ~= value else { return nil }
                    scalars.append(contentsOf: CodePointText.name(value).unicodeScalars)
                }
            }
            while scalars.last?.value == 0 { scalars.removeLast() }
            return String(scalars)
        }
    }
}
