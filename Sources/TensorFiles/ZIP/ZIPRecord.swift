/// The records of one stored (uncompressed) member of a ZIP archive: its local header and its entry in the central
/// directory.
///
/// Sizes and offsets that do not fit in 32 bits go to the ZIP64 extra field.
///
/// Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7, 4.3.12 and 4.5.3
struct ZIPRecord: Sendable {
    let name: [UInt8]
    /// In bytes.
    let size: UInt64
    /// The offset of the local header.
    let offset: UInt64
    var checksum: UInt32 = 0
    /// The smallest number that goes to the ZIP64 extra field; smaller in tests.
    var longFrom = UInt64(UInt32.max)

    /// The offset of the checksum in the local header.
    static let checksumOffset = 14
    /// The longest name, in bytes.
    static let nameLimit = Int(UInt16.max)

    /// The local header, which comes before the bytes of the member.
    var header: [UInt8] {
        // A local header has either both sizes in the extra field or none.
        let extra = size >= longFrom ? ZIPRecord.extra([size, size]) : []
        return Array("PK\u{3}\u{4}".utf8) + common(extra) + name + extra
    }

    var directoryEntry: [UInt8] {
        let isFar = offset >= longFrom
        let extra = ZIPRecord.extra((size >= longFrom ? [size, size] : []) + (isFar ? [offset] : []))
        // Version made by = version needed; no comment, first disk, no attributes.
        return Array("PK\u{1}\u{2}".utf8) + littleEndian(version(extra)) + common(extra)
            + [UInt8](repeating: 0, count: 10) + littleEndian(isFar ? .max : UInt32(truncatingIfNeeded: offset)) + name
            + extra
    }

    /// The fields that both records share: version needed, flags, method, time, checksum, sizes, lengths.
    private func common(_ extra: [UInt8]) -> [UInt8] {
        let size = littleEndian(size >= longFrom ? .max : UInt32(truncatingIfNeeded: size))
        let isASCII = name.allSatisfy { $0 < 0x80 }
        // Bit 11 marks names in UTF-8; method stored; time 0:00, date 1980-01-01.
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

    /// The end of the archive after the central directory: one record, or three with ZIP64.
    static func end(count: Int, directory: Range<UInt64>, longFrom: UInt64 = UInt64(UInt32.max)) -> [UInt8] {
        let size = directory.upperBound - directory.lowerBound
        let isLong = count >= UInt16.max || size >= longFrom || directory.lowerBound >= longFrom
        var records: [UInt8] = []
        if isLong {
            let total = littleEndian(UInt64(count))
            // The length of the rest of this record, version made by and needed, two disk numbers.
            records += Array("PK\u{6}\u{6}".utf8) + littleEndian(44 as UInt64) + littleEndian(45 as UInt16)
            records += littleEndian(45 as UInt16) + littleEndian(0 as UInt64) + total + total + littleEndian(size)
            records += littleEndian(directory.lowerBound)
            // The locator: the offset of the record before it; one disk.
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
