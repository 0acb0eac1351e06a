/// Reads `.npy` files, versions 1, 2 and 3: one NumPy array.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
enum NPYReader: TensorFileReader {
    /// The bytes 0x93 and `NUMPY`.
    static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]
    /// Magic, version and the longest length of a header.
    static let fixedLength = 12

    static func read(_ source: ByteSource, _ options: ReadingOptions) throws(TensorFileError) -> TensorFileContent {
        let (header, offset) = try header(source)
        // The format has no name for the array, so it is named after the file.
        return try content(header, options, name: stem(source.path), data: offset..<source.count, store: source)
    }

    /// The header at the beginning of the bytes, and the offset of the data.
    ///
    /// - Throws: `TensorFileError.malformed`, `.truncated`, `.unsupportedElements`.
    static func header(_ source: ByteSource) throws(TensorFileError) -> (header: NPYHeader, end: Int) {
        var cursor = ByteCursor(source)
        let length = try headerLength(&cursor)
        let offset = cursor.offset
        if length <= cursor.remaining { try checkHeader(length, path: source.path) }
        let bytes = try cursor.bytes(length, "header")
        var parser = NPYHeaderParser(bytes, path: source.path, offset: offset)
        return (try parser.header(), cursor.offset)
    }

    /// Checks the length of a header before it is read, or inflated.
    ///
    /// - Throws: `TensorFileError.malformed` for more than `FileLimits.headerBytes`.
    static func checkHeader(_ length: Int, path: String) throws(TensorFileError) {
        guard length > FileLimits.headerBytes else { return }
        throw .malformed(
            path: path, place: "header length", expected: "at most \(FileLimits.headerBytes) bytes",
            found: "\(length)", advice: "save the array again with numpy.save")
    }

    /// Reads magic, version and the length of the header.
    static func headerLength(_ cursor: inout ByteCursor) throws(TensorFileError) -> Int {
        let path = cursor.source.path
        let start = try cursor.bytes(magic.count, "magic")
        guard start == magic else {
            throw .malformed(
                path: path, place: "magic at byte 0", expected: magic.hexadecimal, found: start.hexadecimal,
                advice: "save the array with numpy.save")
        }
        let major = try cursor.integer(UInt8.self, .little, "version")
        let minor = try cursor.integer(UInt8.self, .little, "version")
        guard (1...3).contains(major), minor == 0 else {
            throw .malformed(
                path: path, place: "version at byte 6", expected: "1.0, 2.0 or 3.0", found: "\(major).\(minor)",
                advice: "save the array with a current numpy.save")
        }
        return major == 1
            ? Int(try cursor.integer(UInt16.self, .little, "header length"))
            : Int(try cursor.integer(UInt32.self, .little, "header length"))
    }

    /// The array whose elements are at `data` of `store`.
    ///
    /// - Throws: `TensorFileError.unsupportedElements` and what the initialiser of `StoredTensor` throws.
    static func content(
        _ header: NPYHeader, _ options: ReadingOptions, name: String, data: Range<Int>, store: any ByteStore
    ) throws(TensorFileError) -> TensorFileContent {
        let parsed = try NPYElementType.parse(header, options, path: store.path)
        do throws(TensorFileError) {
            let tensor = try StoredTensor(
                name: name, elementType: parsed.type, byteOrder: parsed.order,
                elementOrder: header.isFortranOrder ? .columnMajor : .rowMajor, dimensions: header.shape,
                byteRange: data, source: store)
            return TensorFileContent(
                tensors: [tensor], readingNotes: parsed.isAssumed ? [.assumedType(tensor: name, parsed.type)] : [])
        } catch .byteCountMismatch(_, let tensor, let expected, let found) where found > expected {
            // numpy.save can append arrays to an open file, and numpy.load reads only the first: more likely a mistake.
            throw .malformed(
                path: store.path, place: "data of tensor \(tensor)", expected: "\(expected) bytes", found: "\(found)",
                advice: "save each array to a file of its own")
        }
    }
}
