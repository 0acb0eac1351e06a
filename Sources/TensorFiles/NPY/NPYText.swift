import Tensors

/// Recognises arrays of text: `<U3` (UCS-4) and `|S3` (bytes).
enum NPYText {
    /// The texts of the array whose elements are at `data` of `store`; nil when its elements are not text.
    ///
    /// - Throws: `TensorFileError.unsupportedElements` for text along more than two axes, `.badShape`, `.malformed`
    ///   when the bytes are not those of the shape.
    static func texts(
        _ header: NPYHeader, name: String, data: Range<Int>, store: any ByteStore
    ) throws(TensorFileError) -> EncodedTexts? {
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
        // One axis is a list, two are a list for each entry of a batch.
        guard header.shape.count == 2 || header.shape.filter({ $0 != 1 }).count <= 1 else {
            throw .unsupportedElements(path: store.path, tensor: name, found: .textAlongAxes(shape.rank))
        }
        let (width, isTooWide) = length.multipliedReportingOverflow(by: kind == "U" ? 4 : 1)
        let (byteCount, isTooLarge) = width.multipliedReportingOverflow(by: shape.count)
        // Text of width 0 needs no bytes, so the size of the file would not limit its count.
        guard !isTooWide, !isTooLarge, byteCount == data.count, width > 0 || shape.count == 0,
            data.upperBound <= store.count
        else {
            throw .malformed(
                path: store.path, place: "data of tensor \(quoted(name))",
                expected: "\(shape.count) texts of \(quoted(header.descr))", found: "\(data.count) bytes",
                advice: "save the array again")
        }
        return EncodedTexts(
            count: shape.count, listCount: header.shape.count == 2 ? header.shape[0] : nil,
            encoding: kind == "U" ? .utf32(order) : .utf8, width: width, byteRange: data,
            store: store)
    }
}
