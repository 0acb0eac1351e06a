/// Reads `.npy` files, versions 1, 2 and 3: one array of NumPy.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
enum NPYReader: TensorFileReader {
    /// The bytes 0x93 and `NUMPY`.
    static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

    static func read(
        _ source: ByteSource
    ) throws(TensorFileError) -> (tensors: [StoredTensor], notes: [String: String]) {
        var cursor = ByteCursor(source)
        let start = try cursor.bytes(magic.count, "magic")
        guard start == magic else {
            throw .malformed(
                path: source.path, place: "magic at byte 0", expected: magic.hexadecimal, found: start.hexadecimal,
                advice: "save the array with numpy.save")
        }
        let header = try readHeader(&cursor)
        let (elementType, byteOrder) = try NPYElementType.parse(header.descr, path: source.path)
        // Files have no name for their one array, so it is called after the file.
        let name = fileName(source.path).split(separator: ".").first.map(String.init) ?? "array"
        do throws(TensorFileError) {
            let tensor = try StoredTensor(
                name: name, elementType: elementType, byteOrder: byteOrder,
                elementOrder: header.isFortranOrder ? .columnMajor : .rowMajor, dimensions: header.shape,
                byteRange: cursor.offset..<source.count, source: source)
            return ([tensor], [:])
        } catch .byteCountMismatch(_, let tensor, let expected, let found) where found > expected {
            // NumPy can append a second array to a file, and reads back the first alone: not what anyone means here.
            throw .malformed(
                path: source.path, place: "data of tensor \(tensor)", expected: "\(expected) bytes", found: "\(found)",
                advice: "save each array to a file of its own")
        }
    }

    private static func readHeader(_ cursor: inout ByteCursor) throws(TensorFileError) -> NPYHeader {
        let path = cursor.source.path
        let major = try cursor.integer(UInt8.self, .little, "version")
        let minor = try cursor.integer(UInt8.self, .little, "version")
        guard (1...3).contains(major), minor == 0 else {
            throw .malformed(
                path: path, place: "version at byte 6", expected: "1.0, 2.0 or 3.0", found: "\(major).\(minor)",
                advice: "save the array with a current numpy.save")
        }
        let length =
            major == 1
            ? Int(try cursor.integer(UInt16.self, .little, "header length"))
            : Int(try cursor.integer(UInt32.self, .little, "header length"))
        let offset = cursor.offset
        let bytes = try cursor.bytes(length, "header")
        var parser = NPYHeaderParser(bytes, path: path, offset: offset)
        return try parser.header()
    }
}
