/// What a ZIP archive says of one member that is stored as it is: the header before its bytes, and its entry of the
/// directory.
///
/// Sizes and offsets that 32 bits cannot hold stand in the extra field of ZIP64.
///
/// Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7, 4.3.12 and 4.5.3
struct ZIPRecord: Sendable {
    let name: [UInt8]
    /// In bytes.
    let size: UInt64
    /// Where the header begins.
    let offset: UInt64
    var checksum: UInt32 = 0
    /// The first number that stands in the extra field; smaller in tests.
    var longFrom = UInt64(UInt32.max)

    /// Where the checksum stands in the header.
    static let checksumOffset = 14
    /// The longest name, in bytes.
    static let nameLimit = Int(UInt16.max)

    /// The header that stands before the bytes of the member.
    var header: [UInt8] {
        // The format wants both sizes in the extra field of the header.
        let extra = size >= longFrom ? ZIPRecord.extra([size, size]) : []
        return Array("PK\u{3}\u{4}".utf8) + common(extra) + name + extra
    }

    var directoryEntry: [UInt8] {
        let isFar = offset >= longFrom
        let extra = ZIPRecord.extra((size >= longFrom ? [size, size] : []) + (isFar ? [offset] : []))
        // Made by the version that is needed; no comment, first disk, no attributes.
        return Array("PK\u{1}\u{2}".utf8) + littleEndian(version(extra)) + common(extra)
            + [UInt8](repeating: 0, count: 10) + littleEndian(isFar ? .max : UInt32(truncatingIfNeeded: offset)) + name
            + extra
    }

    /// What header and entry have in common: the version that is needed, flags, method, time, checksum, sizes, lengths.
    private func common(_ extra: [UInt8]) -> [UInt8] {
        let size = littleEndian(size >= longFrom ? .max : UInt32(truncatingIfNeeded: size))
        let isASCII = name.allSatisfy { $0 < 0x80 }
        // Names in UTF-8 are marked; stored; no time, 1980-01-01.
        return littleEndian(version(extra)) + littleEndian(isASCII ? 0 : 0x0800 as UInt16) + littleEndian(0 as UInt16)
            + littleEndian(0 as UInt16) + littleEndian(0x0021 as UInt16) + littleEndian(checksum) + size + size
            + littleEndian(UInt16(truncatingIfNeeded: name.count))
            + littleEndian(UInt16(truncatingIfNeeded: extra.count))
    }

    /// 4.5 with ZIP64, else 2.0.
    private func version(_ extra: [UInt8]) -> UInt16 { extra.isEmpty ? 20 : 45 }

    private static func extra(_ numbers: [UInt64]) -> [UInt8] {
        guard !numbers.isEmpty else { return [] }
        return littleEndian(1 as UInt16) + littleEndian(UInt16(numbers.count * 8)) + numbers.flatMap(littleEndian)
    }

    /// The records after the directory: with ZIP64 three, else one.
    static func end(count: Int, directory: Range<UInt64>, longFrom: UInt64 = UInt64(UInt32.max)) -> [UInt8] {
        let size = directory.upperBound - directory.lowerBound
        let isLong = count >= UInt16.max || size >= longFrom || directory.lowerBound >= longFrom
        var records: [UInt8] = []
        if isLong {
            let total = littleEndian(UInt64(count))
            // The length of the rest of this record, versions made by and needed, two numbers of disks.
            records += Array("PK\u{6}\u{6}".utf8) + littleEndian(44 as UInt64) + littleEndian(45 as UInt16)
            records += littleEndian(45 as UInt16) + littleEndian(0 as UInt64) + total + total + littleEndian(size)
            records += littleEndian(directory.lowerBound)
            // Where the record before this one begins; one disk.
            records += Array("PK\u{6}\u{7}".utf8) + littleEndian(0 as UInt32)
            records += littleEndian(directory.upperBound) + littleEndian(1 as UInt32)
        }
        let short = littleEndian(isLong ? .max : UInt16(count))
        records += Array("PK\u{5}\u{6}".utf8) + littleEndian(0 as UInt32) + short + short
        records += littleEndian(isLong ? .max : UInt32(truncatingIfNeeded: size))
        records += littleEndian(isLong ? .max : UInt32(truncatingIfNeeded: directory.lowerBound))
        return records + littleEndian(0 as UInt16)
    }
}
