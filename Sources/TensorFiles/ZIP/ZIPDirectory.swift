/// The range of the central directory of a ZIP archive, from the record at the end of the archive.
///
/// As Python's zipfile, and with it NumPy, reads it: a ZIP64 record before the last one is always used, and bytes may follow
/// the archive.
struct ZIPDirectory: Sendable {
    let range: Range<Int>
    /// The number of members that it lists.
    let count: UInt64
    /// The number of bytes after the archive and its comment, which belong to nothing.
    private(set) var trailingBytes = 0

    private static let endSignature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    private static let endLength = 22
    private static let longestComment = 0xFFFF
    private static let locatorSignature: UInt32 = 0x0706_4B50
    private static let locatorLength = 20
    private static let longEndSignature: UInt32 = 0x0606_4B50

    /// - Throws: `TensorFileError.malformed`, `.truncated`.
    init(_ source: ByteSource) throws(TensorFileError) {
        let (end, trailingBytes) = try ZIPDirectory.findEnd(of: source)
        let place = "end of the archive"
        var cursor = ByteCursor(source, offset: end + 4)
        let disks = try cursor.integer(UInt32.self, .little, place)
        let countHere = UInt64(try cursor.integer(UInt16.self, .little, place))
        let count = UInt64(try cursor.integer(UInt16.self, .little, place))
        let size = UInt64(try cursor.integer(UInt32.self, .little, place))
        let offset = UInt64(try cursor.integer(UInt32.self, .little, place))
        // Some writers (torch, miniz) write the ZIP64 record although no number needs it.
        if let long = try ZIPDirectory.longEnd(before: end, source) {
            self = long
        } else {
            try self.init(
                disks: UInt64(disks), counts: (countHere, count), offset: offset, size: size, end: end, source)
        }
        self.trailingBytes = trailingBytes
    }

    private init(
        disks: UInt64, counts: (here: UInt64, all: UInt64), offset: UInt64, size: UInt64, end: Int,
        _ source: ByteSource
    ) throws(TensorFileError) {
        guard disks == 0, counts.here == counts.all else {
            throw .malformed(
                path: source.path, place: "end of the archive", expected: "an archive in one file",
                found: "a part of several", advice: "join the parts first")
        }
        let (limit, overflow) = offset.addingReportingOverflow(size)
        guard !overflow, limit == UInt64(end) else {
            throw .malformed(
                path: source.path, place: "end of the archive",
                expected: "a directory that ends at byte \(end)", found: "\(size) bytes at byte \(offset)",
                advice: ZIPArchive.advice)
        }
        range = Int(offset)..<end
        count = counts.all
    }

    /// The ZIP64 record before the last record; nil when there is none.
    private static func longEnd(before end: Int, _ source: ByteSource) throws(TensorFileError) -> ZIPDirectory? {
        let place = "ZIP64 end of the archive"
        guard end >= locatorLength else { return nil }
        var locator = ByteCursor(source, offset: end - locatorLength)
        guard try locator.integer(UInt32.self, .little, place) == locatorSignature else { return nil }
        let disk = try locator.integer(UInt32.self, .little, place)
        let start = try locator.integer(UInt64.self, .little, place)
        let diskCount = try locator.integer(UInt32.self, .little, place)
        guard disk == 0, diskCount <= 1, let offset = Int(exactly: start), offset <= end - locatorLength else {
            throw .malformed(
                path: source.path, place: place, expected: "a record before byte \(end - locatorLength)",
                found: "byte \(start) of part \(disk)", advice: ZIPArchive.advice)
        }
        var cursor = ByteCursor(source, offset: offset)
        try cursor.expect(longEndSignature, place)
        // The length is that of the record after this field.
        let length = try cursor.integer(UInt64.self, .little, place)
        guard length == UInt64(end - locatorLength - offset) &- 12 else {
            throw .malformed(
                path: source.path, place: place, expected: "a record that ends at byte \(end - locatorLength)",
                found: "\(length) bytes at byte \(offset)", advice: ZIPArchive.advice)
        }
        _ = try cursor.bytes(4, place)
        let disks = try cursor.integer(UInt64.self, .little, place)
        let countHere = try cursor.integer(UInt64.self, .little, place)
        let count = try cursor.integer(UInt64.self, .little, place)
        let directorySize = try cursor.integer(UInt64.self, .little, place)
        let directoryOffset = try cursor.integer(UInt64.self, .little, place)
        return try ZIPDirectory(
            disks: disks, counts: (countHere, count), offset: directoryOffset, size: directorySize, end: offset,
            source)
    }

    /// Searches backwards for the last record: one whose comment ends with the file, or else the last of all.
    private static func findEnd(of source: ByteSource) throws(TensorFileError) -> (offset: Int, trailingBytes: Int) {
        let start = max(0, source.count - endLength - longestComment)
        let tail = try source.bytes(start..<source.count, of: "end of the archive")
        var last: (offset: Int, trailingBytes: Int)?
        for index in stride(from: tail.count - endLength, through: 0, by: -1)
        where tail[index] == endSignature[0] && tail[index..<index + 4].elementsEqual(endSignature) {
            let comment = Int(tail[index + 20]) | Int(tail[index + 21]) << 8
            let rest = tail.count - index - endLength - comment
            if rest == 0 { return (start + index, 0) }
            // A comment that the file is too short for has lost its end, which means nothing.
            last = last ?? (start + index, max(0, rest))
        }
        if let last { return last }
        throw .malformed(
            path: source.path, place: "end of the archive", expected: "the directory of a ZIP archive",
            found: "none in the last \(tail.count) bytes",
            advice: "the file is cut short, or many bytes follow the archive; \(ZIPArchive.advice)")
    }
}
