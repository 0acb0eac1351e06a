import CZlib
import Support

// Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
extension FileMaker {
    mutating func npz() -> FuzzInput {
        var (body, directory): ([UInt8], [UInt8]) = ([], [])
        var only: FuzzInput.Content?
        var offsets: [Int] = []
        let count = random.pick([1, 1, 1, 2, 3, 8])
        for index in 0..<count {
            let name = Array(
                field(
                    "layer.\(index).npy",
                    or: [
                        "layer.0.npy", "../a.npy", "e\u{301}.npy", ".npy", "tokens.npy", "t.txt", "a\0.npy",
                        "\u{1B}[0m.npy",
                    ]
                ).utf8)
            var (content, array) = member()
            if index == 0 { only = array }
            if fault() { damage(&content) }
            let isDeflated = random.chance(0.6)
            var data = isDeflated ? deflated(content) : content
            if fault() { damage(&data) }
            offsets.append(body.count)
            let offset = field(body.count, or: offsets + [0, body.count + 1, 0xFFFF_FFFF])
            let size = field(
                content.count,
                or: [0, content.count + 1, 0x7FFF_FFFF, 0xFFFF_FFFE, data.count * 1032, data.count * 1033, 1 << 40])
            let (local, entry) = records(
                name, isDeflated ? 8 : 0, Self.checksum(content), size: size, compressed: data.count, offset: offset)
            body += local + data
            directory += entry
        }
        var file = body + directory + end(body.count, directory.count, count)
        if fault() { damage(&file) }
        if random.chance(0.05) { file += bytes(below(30)) }
        return FuzzInput(
            reader: .tensors, path: "a.npz", bytes: file, content: count == 1 ? content(only) : nil)
    }

    /// An array, or rarely one that inflates to much.
    private mutating func member() -> (bytes: [UInt8], content: FuzzInput.Content?) {
        guard fault() else { return array() }
        let count = random.pick([50_000, 1_000_000])
        let isText = random.chance(0.5)
        return (header(isText ? "|S1" : "|u1", false, [count]) + [UInt8](repeating: 0, count: count), nil)
    }

    /// The local header and the entry of the directory.
    private mutating func records(
        _ name: [UInt8], _ method: Int, _ checksum: Int, size: Int, compressed: Int, offset: Int
    ) -> (local: [UInt8], entry: [UInt8]) {
        let isLong = random.chance(0.2)
        let method = field(method, or: [0, 8, 12, 93, 65535])
        let compressed = field(compressed, or: [0, compressed + 1, 0xFFFF_FFFF, 0x7FFF_FFFF])
        let flags = field(0, or: [1, 8, 0x2041, 0xFFFF])
        let checksum = field(checksum, or: [checksum ^ 1])
        func extra(_ numbers: [Int]) -> [UInt8] {
            isLong ? little(1, 2) + little(numbers.count * 8, 2) + numbers.flatMap { little($0, 8) } : []
        }
        var fixed = little(flags, 2) + little(method, 2) + little(0, 4) + little(checksum, 4)
        fixed += little(isLong ? -1 : compressed, 4) + little(isLong ? -1 : size, 4)
        var (local, entry) = (extra([size, compressed]), extra([size, compressed, offset]))
        if fault() { local.removeLast(min(local.count, 5)) }
        if fault() { entry += bytes(3) }
        let nameLength = field(name.count, or: [0, 65535])
        let head = Array("PK\u{3}\u{4}".utf8) + little(45, 2) + fixed + little(nameLength, 2)
        let line = Array("PK\u{1}\u{2}".utf8) + little(45, 2) + little(45, 2) + fixed + little(name.count, 2)
        return (
            head + little(field(local.count, or: [1, 65535]), 2) + name + local,
            line + little(entry.count, 2) + little(0, 8) + little(0, 2) + little(isLong ? -1 : offset, 4) + name + entry
        )
    }

    private mutating func end(_ start: Int, _ length: Int, _ members: Int) -> [UInt8] {
        let count = field(members, or: [0, members + 1, 65535])
        let (start, length) = (field(start, or: [0, start + 1, -1]), field(length, or: [0, length + 1, -1]))
        let isLong = random.chance(0.2)
        var records: [UInt8] = []
        if isLong {
            records +=
                Array("PK\u{6}\u{6}".utf8) + little(field(44, or: [0, -1, 1 << 40]), 8) + little(45, 2) + little(45, 2)
            records += little(0, 8) + little(count, 8) + little(count, 8) + little(length, 8) + little(start, 8)
            records +=
                Array("PK\u{6}\u{7}".utf8) + little(0, 4) + little(field(start + length, or: [0, -1]), 8) + little(1, 4)
        }
        records += Array("PK\u{5}\u{6}".utf8) + little(0, 4) + little(isLong ? -1 : count, 2)
        records += little(isLong ? -1 : count, 2) + little(isLong ? -1 : length, 4) + little(isLong ? -1 : start, 4)
        return records + little(field(0, or: [1, 65535]), 2)
    }

    static func checksum(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { Int(crc32(0, $0.baseAddress, uInt($0.count))) }
    }
}
