import Support

@testable import TensorFiles

/// A ZIP archive made by hand, right or wrong in any field.
struct ZIPBuilder {
    struct Member {
        var name: String
        /// As they lie in the archive.
        var data: [UInt8]
        var size: UInt64
        var checksum: UInt32
        var method: UInt16 = 0
        var flags: UInt16 = 0
        /// Whether sizes and offset stand in the ZIP64 field.
        var isLong = false
        /// In the local header only.
        var localName: String?
        var localSize: UInt64?
        var localExtra: [UInt8] = []
        var localFlags: UInt16?
        /// Instead of where the member is.
        var offset: UInt64?

        init(_ name: String, stored content: [UInt8]) {
            self.name = name
            data = content
            size = UInt64(content.count)
            checksum = crc(content)
        }

        init(_ name: String, deflated content: [UInt8]) {
            self.init(name, stored: content)
            data = deflated(content)
            method = 8
        }
    }

    var members: [Member]
    var comment: [UInt8] = []
    /// Whether the archive ends in the ZIP64 records.
    var isLong = false
    /// Whether the last record has its numbers although the ZIP64 records have them too.
    var fillsShortRecord = false
    /// Added to the number of members that the archive claims.
    var extraCount = 0

    init(_ members: [Member]) {
        self.members = members
    }

    var bytes: [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for member in members {
            let offset = member.offset ?? UInt64(archive.count)
            let common = le(member.method) + le(0 as UInt32) + le(member.checksum)
            let (name, localName) = (Array(member.name.utf8), Array((member.localName ?? member.name).utf8))
            let extra = member.isLong ? long([member.size, UInt64(member.data.count)]) : []
            archive += Array("PK\u{3}\u{4}".utf8) + le(45 as UInt16) + le(member.localFlags ?? member.flags) + common
            archive += short(UInt64(member.data.count), member.isLong)
            archive += short(member.localSize ?? member.size, member.isLong)
            archive +=
                le(UInt16(localName.count)) + le(UInt16(extra.count + member.localExtra.count)) + localName + extra
            archive += member.localExtra + member.data
            let longFields = member.isLong ? long([member.size, UInt64(member.data.count), offset]) : []
            directory += Array("PK\u{1}\u{2}".utf8) + le(45 as UInt16) + le(45 as UInt16) + le(member.flags) + common
            directory += short(UInt64(member.data.count), member.isLong) + short(member.size, member.isLong)
            directory += le(UInt16(name.count)) + le(UInt16(longFields.count)) + le(0 as UInt16)
            directory += [UInt8](repeating: 0, count: 8) + short(offset, member.isLong) + name + longFields
        }
        let start = archive.count
        let count = UInt64(members.count + extraCount)
        archive += directory
        let end = archive.count
        if isLong {
            archive += Array("PK\u{6}\u{6}".utf8) + le(44 as UInt64) + le(45 as UInt16) + le(45 as UInt16)
            archive += le(0 as UInt64) + le(count) + le(count) + le(UInt64(directory.count)) + le(UInt64(start))
            archive += Array("PK\u{6}\u{7}".utf8) + le(0 as UInt32) + le(UInt64(end)) + le(1 as UInt32)
        }
        archive += Array("PK\u{5}\u{6}".utf8) + le(0 as UInt32)
        let isMarked = isLong && !fillsShortRecord
        archive += isMarked ? le(UInt32.max) : le(UInt16(count)) + le(UInt16(count))
        archive += short(UInt64(directory.count), isMarked) + short(UInt64(start), isMarked)
        return archive + le(UInt16(comment.count)) + comment
    }

    private func short(_ value: UInt64, _ isLong: Bool) -> [UInt8] {
        le(isLong ? .max : UInt32(truncatingIfNeeded: value))
    }

    private func long(_ values: [UInt64]) -> [UInt8] {
        le(1 as UInt16) + le(UInt16(values.count * 8)) + values.flatMap { le($0) }
    }
}

private func le<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] { bytes(value, .little) }

func crc(_ bytes: [UInt8]) -> UInt32 {
    var checksum = CRC32()
    checksum.update(bytes.span.bytes)
    return checksum.value
}
