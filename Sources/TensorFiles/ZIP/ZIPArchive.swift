/// The members of a ZIP archive, ZIP64 included: headers checked against the directory and each other, no data inflated.
///
/// Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
struct ZIPArchive: Sendable {
    /// The name of a member, and its bytes or the reason why they cannot be read.
    struct Member: Sendable {
        let name: String
        let content: Result<ZIPMember, TensorFileError>
    }

    static let advice = "fetch or save the file again"
    /// The signatures that archives begin with; the second is that of an empty archive.
    static let magics: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]]

    /// In the order of the directory.
    let members: [Member]
    /// The number of bytes after the archive, which belong to nothing.
    let trailingBytes: Int

    /// - Throws: `TensorFileError.malformed`, `.truncated`. A member that is encrypted or compressed in an unknown way
    ///   is not an error of the archive.
    init(_ source: ByteSource) throws(TensorFileError) {
        let directory = try ZIPDirectory(source)
        var cursor = ByteCursor(try source.part(0..<directory.range.upperBound, path: source.path))
        cursor.skip(to: directory.range.lowerBound)
        var members: [Member] = []
        var ranges: [(name: String, range: Range<Int>)] = []
        // Compared as bytes: strings of Swift are equal when they are canonically equivalent, names in ZIP are not.
        var names: Set<[UInt8]> = []
        while cursor.remaining > 0 {
            let entry = try ZIPEntry(&cursor)
            guard names.insert(Array(entry.name.utf8)).inserted else {
                throw .malformed(
                    path: source.path, place: "directory of the archive", expected: "each name once",
                    found: "\(quoted(entry.name)) twice", advice: "save the arrays under different names")
            }
            let header = try ZIPLocalHeader(entry, archive: source, end: directory.range.lowerBound)
            ranges.append((entry.name, header.range))
            members.append(Member(name: entry.name, content: try ZIPMember.make(entry, header, archive: source)))
        }
        guard members.count == directory.count else {
            throw .malformed(
                path: source.path, place: "directory of the archive", expected: "\(directory.count) members",
                found: "\(members.count)", advice: ZIPArchive.advice)
        }
        try ZIPArchive.checkOverlap(&ranges, path: source.path)
        self.members = members
        trailingBytes = directory.trailingBytes
    }

    /// Refuses overlapping members: with them a small file can inflate to a huge one ("zip bomb").
    private static func checkOverlap(
        _ ranges: inout [(name: String, range: Range<Int>)], path: String
    ) throws(TensorFileError) {
        ranges.sort { $0.range.lowerBound < $1.range.lowerBound }
        for (first, second) in zip(ranges, ranges.dropFirst()) where second.range.lowerBound < first.range.upperBound {
            throw .malformed(
                path: path, place: "member \(quoted(second.name))",
                expected:
                    "to begin at byte \(first.range.upperBound) or later, where member \(quoted(first.name)) ends",
                found: "byte \(second.range.lowerBound)", advice: ZIPArchive.advice)
        }
    }
}
