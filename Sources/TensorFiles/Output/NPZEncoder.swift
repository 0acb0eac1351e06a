import Tensors

/// Writes `.npz` files: ZIP archives of `.npy` files, stored without compression, so that readers can map them.
///
/// All members have the first date of ZIP, 1980-01-01, so that the same tensors give the same bytes. The checksum in a local
/// header comes before the data, and is filled in when they are complete.
struct NPZEncoder: TensorEncoder {
    static let rewrites = true
    let order: [Int]
    private let tensors: [TensorDeclaration]
    private let longFrom: UInt64
    private var written: [ZIPRecord] = []
    /// The record of the member being written, without its checksum.
    private var current: ZIPRecord?
    private var checksum = CRC32()
    /// The offset of the next member.
    private var offset: UInt64 = 0

    /// - Parameter longFrom: the smallest size or offset that needs ZIP64; smaller in tests.
    /// - Throws: `TensorFileError.cannotHold` for a name longer than 65,531 bytes.
    init(
        _ tensors: [TensorDeclaration], path: String, longFrom: UInt64 = UInt64(UInt32.max)
    ) throws(TensorFileError) {
        for tensor in tensors where tensor.name.utf8.count + NPZReader.suffix.utf8.count > ZIPRecord.nameLimit {
            throw .cannotHold(
                path: path, expected: "names of at most 65,531 bytes",
                found: "\(tensor.name.utf8.count) in \(quoted(tensor.name))",
                advice: "write .safetensors, which has no such limit")
        }
        self.tensors = tensors
        self.longFrom = longFrom
        order = Array(tensors.indices)
    }

    mutating func beginTensor(_ index: Int, _ file: inout OutputFile) throws(TensorFileError) {
        let tensor = tensors[index]
        let arrayHeader = NPYEncoder.header(tensor.shape)
        let record = ZIPRecord(
            name: Array("\(tensor.name)\(NPZReader.suffix)".utf8), size: UInt64(arrayHeader.count + tensor.byteCount),
            offset: offset, longFrom: longFrom)
        try file.write(record.header + arrayHeader)
        offset += UInt64(record.header.count) + record.size
        current = record
        checksum = CRC32()
        checksum.update(arrayHeader.span.bytes)
    }

    mutating func append(
        _ elements: UnsafeBufferPointer<Float>, _ file: inout OutputFile
    ) throws(TensorFileError) {
        try file.write(littleEndian: elements) { checksum.update($0) }
    }

    mutating func endTensor(_ file: inout OutputFile) throws(TensorFileError) {
        guard var record = current else { return }
        record.checksum = checksum.value
        try file.overwrite(littleEndian(checksum.value), at: Int(record.offset) + ZIPRecord.checksumOffset)
        written.append(record)
        current = nil
    }

    func end(_ file: inout OutputFile) throws(TensorFileError) {
        let directory = written.flatMap(\.directoryEntry)
        let range = offset..<offset + UInt64(directory.count)
        try file.write(directory + ZIPRecord.end(count: written.count, directory: range, longFrom: longFrom))
    }
}
