/// The entry of a member in the central directory of a ZIP archive, not yet checked against the member.
///
/// Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12 and 4.5.3
struct ZIPEntry: Sendable {
    static let signature: UInt32 = 0x0201_4B50
    /// The numbers of the methods "stored" (no compression) and "deflate".
    static let stored: UInt16 = 0, deflated: UInt16 = 8

    /// As in the archive. Never used as a path, as nothing is unpacked to the disk.
    let name: String
    let flags: UInt16
    let method: UInt16
    let checksum: UInt32
    let compressedSize: Int
    let size: Int
    /// The offset of the local header of the member.
    let headerOffset: Int

    /// Bits 0 (encrypted), 6 (strong encryption) and 13 (header fields masked).
    static let encryptionFlags: UInt16 = 0x2041

    var isEncrypted: Bool { flags & ZIPEntry.encryptionFlags != 0 }

    /// - Throws: `TensorFileError.malformed`, `.truncated`.
    init(_ cursor: inout ByteCursor) throws(TensorFileError) {
        let place = "directory of the archive"
        let start = cursor.offset
        let path = cursor.source.path
        try cursor.expect(ZIPEntry.signature, place)
        _ = try cursor.bytes(4, place)
        flags = try cursor.integer(UInt16.self, .little, place)
        method = try cursor.integer(UInt16.self, .little, place)
        _ = try cursor.bytes(4, place)
        checksum = try cursor.integer(UInt32.self, .little, place)
        let compressed = try cursor.integer(UInt32.self, .little, place)
        let size = try cursor.integer(UInt32.self, .little, place)
        let nameLength = Int(try cursor.integer(UInt16.self, .little, place))
        let extraLength = Int(try cursor.integer(UInt16.self, .little, place))
        let commentLength = Int(try cursor.integer(UInt16.self, .little, place))
        _ = try cursor.bytes(8, place)
        let offset = try cursor.integer(UInt32.self, .little, place)
        let nameBytes = try cursor.bytes(nameLength, place)
        var extra = try ZIP64Extra(cursor.bytes(extraLength, place), path: path, place: "\(place) at byte \(start)")
        _ = try cursor.bytes(commentLength, place)
        guard let name = strictUTF8(nameBytes) else {
            throw .malformed(
                path: path, place: "\(place) at byte \(start)", expected: "a name in UTF-8",
                found: "the bytes \(nameBytes.prefix(16).hexadecimal)", advice: "rename the array")
        }
        self.name = name
        // The ZIP64 field holds in this order only the numbers that do not fit in 32 bits.
        self.size = try extra.value(size)
        compressedSize = try extra.value(compressed)
        headerOffset = try extra.value(offset)
    }
}

/// The 64-bit numbers in the ZIP64 extra field of a header. Each replaces a 32-bit number whose bits are all set.
struct ZIP64Extra {
    private var fields: ByteCursor?
    private let path: String
    private let place: String

    /// - Parameter bytes: all extra fields of a header: identifier, length and content of each.
    /// - Throws: `TensorFileError.malformed` when a length is not inside `bytes`.
    init(_ bytes: [UInt8], path: String, place: String) throws(TensorFileError) {
        self.path = path
        self.place = place
        var cursor = ByteCursor(ByteSource(path: path, bytes: bytes))
        // Some tools leave up to three bytes of padding.
        while cursor.remaining >= 4 {
            let identifier = try cursor.integer(UInt16.self, .little, "extra field")
            let length = Int(try cursor.integer(UInt16.self, .little, "extra field"))
            guard length <= cursor.remaining else {
                throw .malformed(
                    path: path, place: place, expected: "an extra field of at most \(cursor.remaining) bytes",
                    found: "\(length)", advice: ZIPArchive.advice)
            }
            let content = try cursor.bytes(length, "extra field")
            if identifier == 1 { fields = ByteCursor(ByteSource(path: path, bytes: content)) }
        }
    }

    /// The value of a 32-bit number of the header: itself, or the next 64-bit one when all its bits are set.
    ///
    /// - Throws: `TensorFileError.malformed` when the 64-bit number is missing or too large.
    mutating func value(_ short: UInt32) throws(TensorFileError) -> Int {
        guard short == .max else { return Int(short) }
        let long = try? fields?.integer(UInt64.self, .little, place)
        guard let long, let value = Int(exactly: long) else {
            throw .malformed(
                path: path, place: place, expected: "a 64-bit number below 2^63 in the ZIP64 field",
                found: long.map { "\($0)" } ?? "none", advice: ZIPArchive.advice)
        }
        return value
    }
}

extension ByteCursor {
    /// Reads a number that must have a certain value, such as a signature.
    ///
    /// - Throws: `TensorFileError.malformed`, `.truncated`.
    mutating func expect<Value: FixedWidthInteger & BitwiseCopyable>(
        _ expected: Value, _ place: String
    ) throws(TensorFileError) {
        let start = offset
        let found = try integer(Value.self, .little, place)
        guard found == expected else {
            let (expected, found) = (expected, found)
            throw .malformed(
                path: source.path, place: "\(place) at byte \(start)",
                expected: withUnsafeBytes(of: expected.littleEndian) { $0.hexadecimal },
                found: withUnsafeBytes(of: found.littleEndian) { $0.hexadecimal }, advice: ZIPArchive.advice)
        }
    }
}
