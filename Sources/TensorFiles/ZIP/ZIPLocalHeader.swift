/// The local header before the bytes of a member, checked against the entry in the central directory.
struct ZIPLocalHeader: Sendable {
    private static let signature: UInt32 = 0x0403_4B50
    /// The range of the member in the archive, including the local header.
    let range: Range<Int>
    /// The range of its compressed bytes in the archive.
    let data: Range<Int>

    /// - Parameter end: the offset of the central directory, before which all members end.
    /// - Throws: `TensorFileError.malformed`, `.truncated`.
    init(_ entry: ZIPEntry, archive source: ByteSource, end: Int) throws(TensorFileError) {
        let place = "member \(quoted(entry.name))"
        var cursor = ByteCursor(try source.part(0..<end, path: source.path), offset: entry.headerOffset)
        try cursor.expect(ZIPLocalHeader.signature, place)
        _ = try cursor.bytes(2, place)
        let flags = try cursor.integer(UInt16.self, .little, place)
        let method = try cursor.integer(UInt16.self, .little, place)
        _ = try cursor.bytes(4, place)
        let checksum = try cursor.integer(UInt32.self, .little, place)
        let compressed = try cursor.integer(UInt32.self, .little, place)
        let size = try cursor.integer(UInt32.self, .little, place)
        let nameLength = Int(try cursor.integer(UInt16.self, .little, place))
        let extraLength = Int(try cursor.integer(UInt16.self, .little, place))
        let name = try cursor.bytes(nameLength, place)
        let extraBytes = try cursor.bytes(extraLength, place)
        func check(_ isSame: Bool, _ expected: String, _ found: String) throws(TensorFileError) {
            guard !isSame else { return }
            throw .malformed(
                path: source.path, place: place, expected: "\(expected), as the directory of the archive says",
                found: found, advice: ZIPArchive.advice)
        }
        try check(
            name.elementsEqual(entry.name.utf8), "the name \(quoted(entry.name))",
            quoted(String(decoding: name, as: UTF8.self)))
        try check(method == entry.method, "compression method \(entry.method)", "\(method)")
        // Only these flags change how the bytes are read; writers differ in the others.
        try check(
            flags & ZIPEntry.encryptionFlags == entry.flags & ZIPEntry.encryptionFlags, "the flags \(entry.flags)",
            "\(flags)")
        // Bit 3: a writer that could not seek back put these three into a data descriptor after the member.
        if flags & 8 == 0 {
            var extra = try ZIP64Extra(extraBytes, path: source.path, place: place)
            let (size, compressed) = (try extra.value(size), try extra.value(compressed))
            try check(size == entry.size, "the size \(entry.size)", "\(size)")
            try check(
                compressed == entry.compressedSize, "the compressed size \(entry.compressedSize)", "\(compressed)")
            try check(
                checksum == entry.checksum, "the checksum \(CRC32.text(entry.checksum))", CRC32.text(checksum))
        }
        guard entry.compressedSize <= cursor.remaining else {
            throw .truncated(
                path: source.path, place: place, offset: cursor.offset, expected: entry.compressedSize,
                found: cursor.remaining)
        }
        data = cursor.offset..<cursor.offset + entry.compressedSize
        range = entry.headerOffset..<data.upperBound
    }
}
