// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
extension FileMaker {
    /// An element type of binary formats, and a few numbers with their bits.
    struct BinaryType {
        let numpy: String
        let safetensors: String
        let width: Int
        let values: [(float: Float, bits: Int)]

        private static let whole: [(Float, Int)] = [(0, 0), (1, 1), (2, 2), (100, 100)]
        static let all = [
            BinaryType(
                numpy: "f4", safetensors: "F32", width: 4,
                values: [(0, 0), (0.5, 0x3F00_0000), (1, 0x3F80_0000), (-2, 0xC000_0000)]),
            BinaryType(
                numpy: "f8", safetensors: "F64", width: 8,
                values: [(0, 0), (0.5, 0x3FE0_0000_0000_0000), (1, 0x3FF0_0000_0000_0000)]),
            BinaryType(
                numpy: "f2", safetensors: "F16", width: 2,
                values: [(0, 0), (0.5, 0x3800), (1, 0x3C00), (-2, 0xC000), (0x1p-24, 1)]),
            BinaryType(numpy: "i1", safetensors: "I8", width: 1, values: whole + [(-1, 0xFF)]),
            BinaryType(numpy: "i2", safetensors: "I16", width: 2, values: whole + [(-1, 0xFFFF)]),
            BinaryType(numpy: "i4", safetensors: "I32", width: 4, values: whole + [(-1, 0xFFFF_FFFF)]),
            BinaryType(numpy: "i8", safetensors: "I64", width: 8, values: whole + [(-1, -1)]),
            BinaryType(numpy: "u1", safetensors: "U8", width: 1, values: whole + [(255, 0xFF)]),
            BinaryType(numpy: "u2", safetensors: "U16", width: 2, values: whole),
            BinaryType(numpy: "u4", safetensors: "U32", width: 4, values: whole),
            BinaryType(numpy: "u8", safetensors: "U64", width: 8, values: whole),
            BinaryType(numpy: "b1", safetensors: "BOOL", width: 1, values: [(0, 0), (1, 1)]),
        ]
    }

    /// Dimensions of a small tensor.
    mutating func dimensions() -> [Int] {
        (0..<random.pick([1, 2, 2, 2, 3, 3, 4, 5])).map { _ in random.pick([0, 1, 1, 2, 3, 4, 5, 7]) }
    }

    mutating func npy() -> FuzzInput {
        let (bytes, content) = array()
        var file = bytes
        if fault(2) { damage(&file) }
        return FuzzInput(reader: .tensors, path: "a.npy", bytes: file, content: self.content(content))
    }

    /// The bytes of an array, and what it holds.
    mutating func array() -> (bytes: [UInt8], content: FuzzInput.Content?) {
        if fault(2) { return (textArray(), nil) }
        let type = random.pick(BinaryType.all)
        let isBig = random.chance(0.3) && type.width > 1
        let isFortran = random.chance(0.3)
        let shape = dimensions()
        let count = shape.reduce(1, *)
        let picks = (0..<count).map { _ in random.pick(type.values) }
        var data: [UInt8] = []
        for index in 0..<count {
            let bits = little(picks[isFortran ? Self.rowMajor(index, of: shape) : index].bits, type.width)
            data += isBig ? bits.reversed() : bits
        }
        let mark = type.width == 1 ? "|" : isBig ? ">" : "<"
        let descr = field(
            mark + type.numpy,
            or: [
                "|O", "<c8", "<M8[s]", "|V2", "<f16", "<g", "<U99999999999999999999", "<U4611686018427387904", "", "'",
                "<4f",
            ])
        if fault() { data += bytes(1 + below(9)) }
        if fault() { data.removeLast(below(data.count + 1)) }
        return (header(descr, isFortran, shape) + data, .tensor(shape: shape, elements: picks.map(\.float)))
    }

    private mutating func textArray() -> [UInt8] {
        let count = random.pick([0, 1, 3, 7])
        let isBytes = random.chance(0.5)
        let units = (0..<count * 2).flatMap { _ in
            isBytes ? bytes(1) : little(random.pick([0, 0x61, 0x1F600, 0xD800, 0x11_0000, 0x202E, -1]), 4)
        }
        return header(isBytes ? "|S2" : random.pick(["<U2", ">U2"]), false, [count]) + units
    }

    /// Magic, version, length and the header.
    mutating func header(_ descr: String, _ isFortran: Bool, _ shape: [Int]) -> [UInt8] {
        var sizes = shape.map { "\($0)" }
        if fault(3), !sizes.isEmpty { sizes[below(sizes.count)] = random.pick(Self.hardNumbers) }
        let tuple = field(
            "(" + sizes.joined(separator: ", ") + (sizes.count == 1 ? ",)" : ")"),
            or: ["(3)", "[2, 2]", "(2,,2)", "((2, 2))", "(", "3", "(" + String(repeating: "1,", count: 70) + ")"])
        var fields = [
            "'descr': '\(descr)'",
            "'fortran_order': " + field(isFortran ? "True" : "False", or: ["true", "0", "None"]),
            "'shape': \(tuple)",
        ]
        if random.chance(0.2) { fields.shuffle(using: &random) }
        if fault() { fields.remove(at: below(3)) }
        if fault() { fields.append(random.pick(fields + ["'x': 1"])) }
        var text = Array(("{" + fields.joined(separator: ", ") + field(", }", or: ["}", ",,}", ""])).utf8)
        let version = random.pick([1, 1, 2, 3])
        let fixed = version == 1 ? 10 : 12
        text += [UInt8](repeating: 0x20, count: (64 - (fixed + text.count + 1) % 64) % 64) + [0x0A]
        let length = field(text.count, or: [0, 1, text.count - 1, text.count + 1, 65535, 0xFFFF_FFFF])
        return [0x93] + Array("NUMPY".utf8) + [UInt8(field(version, or: [0, 4, 255])), UInt8(field(0, or: [1]))]
            + little(length, version == 1 ? 2 : 4) + text
    }

    /// The index in row-major order of an index in column-major order.
    private static func rowMajor(_ index: Int, of shape: [Int]) -> Int {
        var (rest, indices): (Int, [Int]) = (index, [])
        for size in shape {
            indices.append(rest % size)
            rest /= size
        }
        return zip(indices, shape).reduce(0) { $0 * $1.1 + $1.0 }
    }
}
