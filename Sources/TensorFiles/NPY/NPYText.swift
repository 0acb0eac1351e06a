import Tensors

/// An array of text as NumPy stores it: every element as long as the longest, filled up with NULs.
struct NPYText: Sendable {
    /// `U` holds UCS-4, `S` bytes, which are taken for UTF-8.
    private enum Encoding: Sendable {
        case utf32(ByteOrder)
        case bytes
    }

    /// The number of elements.
    let count: Int
    private let encoding: Encoding
    /// The bytes of one element.
    private let width: Int
    private let byteRange: Range<Int>
    private let store: any ByteStore

    /// Nil when the header is of no array of text.
    ///
    /// - Throws: `TensorFileError.unsupportedElements` for text along more than one axis, `.badShape`, `.malformed`
    ///   when the bytes are not those of the shape.
    init?(_ header: NPYHeader, name: String, data: Range<Int>, store: any ByteStore) throws(TensorFileError) {
        var descr = Substring(header.descr)
        let order: ByteOrder = descr.first == ">" ? .big : .little
        if let mark = descr.first, "<>|=".contains(mark) { descr.removeFirst() }
        let kind = descr.popFirst()
        guard kind == "U" || kind == "S", let length = Int(descr), length >= 0 else { return nil }
        let shape: Shape
        do throws(TensorError) {
            shape = try Shape(header.shape)
        } catch {
            throw .badShape(path: store.path, tensor: name, reason: error)
        }
        guard header.shape.filter({ $0 != 1 }).count <= 1 else {
            throw .unsupportedElements(
                path: store.path, tensor: name, found: "text along \(shape.rank) axes",
                advice: "tokens are a list: save arr.ravel()")
        }
        encoding = kind == "U" ? .utf32(order) : .bytes
        let (width, isTooWide) = length.multipliedReportingOverflow(by: kind == "U" ? 4 : 1)
        let (byteCount, isTooLarge) = width.multipliedReportingOverflow(by: shape.count)
        // Text of no width needs no bytes, so nothing would bound its count.
        guard !isTooWide, !isTooLarge, byteCount == data.count, width > 0 || shape.count == 0,
            data.upperBound <= store.count
        else {
            throw .malformed(
                path: store.path, place: "data of tensor \(quoted(name))",
                expected: "\(shape.count) texts of \(quoted(header.descr))", found: "\(data.count) bytes",
                advice: "save the array again")
        }
        count = shape.count
        self.width = width
        byteRange = data
        self.store = store
    }

    /// - Throws: `TensorFileError.malformed` naming the element that is no text; what `store` throws.
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
        case .bytes:
            return strictUTF8(
                bytes.prefix((bytes.lastIndex { $0 != 0 } ?? bytes.startIndex - 1) + 1 - bytes.startIndex))
        case .utf32(let order):
            var scalars: [Unicode.Scalar] = []
            for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 4) {
                let unit = bytes[start..<start + 4]
                let value = (order == .little ? Array(unit.reversed()) : Array(unit)).reduce(0 as UInt32) {
                    $0 << 8 | UInt32($1)
                }
                guard let scalar = Unicode.Scalar(value) else { return nil }
                scalars.append(scalar)
            }
            while scalars.last?.value == 0 { scalars.removeLast() }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            return String(text)
        }
    }
}
