import Tensors

/// Writes `.npz` files: ZIP archives of `.npy` files, stored as they are, so that readers can map them.
///
/// Every member bears the first date that ZIP knows, 1980-01-01: no clock is asked.
public enum NPZWriter {
    /// Writes tensors in the given order.
    ///
    /// - Throws: `TensorFileError.cannotHold` for a name given twice or longer than 65,531 bytes and for more than 4 GiB
    ///   or 65,534 tensors in all; `.tooManyAxes`; `.cannotCreate`, `.writeFailed`.
    public static func write(
        _ tensors: [(name: String, tensor: Tensor)], to path: String
    ) throws(TensorFileError) {
        try TensorWriter.check(tensors, path)
        var members: [Member] = []
        var offset: UInt32 = 0
        for (name, tensor) in tensors {
            guard members.count < 0xFFFE, let member = try Member(name, tensor, offset: offset),
                let end = UInt32(exactly: Int(offset) + member.header.count + member.dataSize),
                // The directory follows, with at most this much for every member.
                Int(end) + (members.count + 1) * (0xFFFF + 46) + 22 < Int(UInt32.max)
            else {
                throw .cannotHold(
                    path: path, expected: "at most 4 GiB and names of at most 65,531 bytes",
                    found: "more at tensor \(quoted(name))", advice: "write .safetensors, which has no such limit")
            }
            members.append(member)
            offset = end
        }
        var file = try AtomicFile(path: path)
        for (member, entry) in zip(members, tensors) {
            try file.write(member.header + member.arrayHeader)
            try entry.tensor.forEachPart { (bytes) throws(TensorFileError) in try file.write(bytes) }
        }
        let directory = members.flatMap(\.directoryEntry)
        let count = UInt16(members.count)
        try file.write(
            directory + Array("PK\u{5}\u{6}".utf8) + littleEndian(0 as UInt32) + littleEndian(count)
                + littleEndian(count) + littleEndian(UInt32(directory.count)) + littleEndian(offset)
                + littleEndian(0 as UInt16))
        try file.commit()
    }

    /// What the archive says of one tensor.
    private struct Member {
        let arrayHeader: [UInt8]
        /// Header and elements of the array.
        let dataSize: Int
        private let name: [UInt8]
        /// What local header and directory have in common.
        private let common: [UInt8]
        private let offset: UInt32

        /// Nil when a number does not fit into its field.
        init?(_ name: String, _ tensor: Tensor, offset: UInt32) throws(TensorFileError) {
            let fileName = Array("\(name).npy".utf8)
            self.name = fileName
            self.offset = offset
            let arrayHeader = NPYWriter.header(tensor.shape)
            self.arrayHeader = arrayHeader
            let byteCount = tensor.elements.count * MemoryLayout<Float>.size
            dataSize = arrayHeader.count + byteCount
            guard let size = UInt32(exactly: dataSize), size < .max, let nameLength = UInt16(exactly: fileName.count)
            else { return nil }
            let checksum = try Member.checksum(arrayHeader, tensor)
            let isASCII = fileName.allSatisfy { $0 < 0x80 }
            // Version 2.0; names in UTF-8 are marked; stored; no time, 1980-01-01.
            common =
                littleEndian(20 as UInt16) + littleEndian(isASCII ? 0 : 0x0800 as UInt16)
                + littleEndian(0 as UInt16) + littleEndian(0 as UInt16) + littleEndian(0x0021 as UInt16)
                + littleEndian(checksum) + littleEndian(size) + littleEndian(size) + littleEndian(nameLength)
                + littleEndian(0 as UInt16)
        }

        private static func checksum(_ header: [UInt8], _ tensor: Tensor) throws(TensorFileError) -> UInt32 {
            var checksum = CRC32()
            checksum.update(header.span.bytes)
            try tensor.forEachPart { (bytes) throws(TensorFileError) in checksum.update(bytes.span.bytes) }
            return checksum.value
        }

        var header: [UInt8] { Array("PK\u{3}\u{4}".utf8) + common + name }

        var directoryEntry: [UInt8] {
            // Made by version 2.0; no comment, first disk, no attributes.
            Array("PK\u{1}\u{2}".utf8) + littleEndian(20 as UInt16) + common + [UInt8](repeating: 0, count: 10)
                + littleEndian(offset) + name
        }
    }
}
