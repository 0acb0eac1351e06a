// Source: https://github.com/huggingface/safetensors#format
extension FileMaker {
    mutating func safetensors() -> FuzzInput {
        let count = random.pick([1, 1, 2, 3, 12])
        var (data, entries): ([UInt8], [String]) = ([], [])
        var first: FuzzInput.Content?
        let (sameType, sameShape) = (random.pick(BinaryType.all), dimensions())
        for index in 0..<count {
            let type = random.chance(0.5) ? sameType : random.pick(BinaryType.all)
            let shape = random.chance(0.5) ? sameShape : dimensions()
            let picks = (0..<shape.reduce(1, *)).map { _ in random.pick(type.values) }
            if index == 0 { first = .tensor(shape: shape, elements: picks.map(\.float)) }
            let start = data.count
            data += picks.flatMap { little($0.bits, type.width) }
            entries.append(entry("layers.\(index).attn", type.safetensors, shape, start, data.count))
        }
        if random.chance(0.3) { entries.append(metadata()) }
        if fault() { entries.append(random.pick(entries)) }
        entries.shuffle(using: &random)
        var header = Array(("{" + entries.joined(separator: ",") + field("}", or: ["", ",}", "}}", "]"])).utf8)
        header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
        if fault() { damage(&header) }
        if fault() { data += bytes(1 + below(8)) }
        if fault() { data.removeLast(below(data.count + 1)) }
        let length = field(
            header.count, or: [0, 1, header.count + 1, header.count - 1, 100_000_001, .max, .min, -1])
        return FuzzInput(
            reader: .tensors, path: "a.safetensors", bytes: little(length, 8) + header + data,
            content: count == 1 ? content(first) : nil)
    }

    private mutating func entry(_ name: String, _ type: String, _ shape: [Int], _ start: Int, _ end: Int) -> String {
        var sizes = shape.map { "\($0)" }
        if fault(), !sizes.isEmpty { sizes[below(sizes.count)] = random.pick(Self.hardNumbers) }
        var offsets = ["\(start)", "\(end)"]
        if fault() { offsets[below(2)] = random.pick(Self.hardNumbers) }
        if fault() { offsets = random.pick([[], ["0"], ["0", "0", "0"], offsets.reversed()]) }
        var fields = [
            "\"dtype\":\"\(field(type, or: ["F4", "f32", "C64", "", "F8_E8M0", "F8_E4M3", "BF16"]))\"",
            "\"shape\":[\(sizes.joined(separator: ","))]", "\"data_offsets\":[\(offsets.joined(separator: ","))]",
        ]
        if fault() { fields.append(random.pick(fields + ["\"extra\":[[{}]]"])) }
        if fault() { fields.removeLast() }
        fields.shuffle(using: &random)
        let nested = String(repeating: "[", count: 200)
        return "\"\(field(name, or: Self.hardTexts))\":"
            + field("{" + fields.joined(separator: ",") + "}", or: [nested, "1"])
    }

    private mutating func metadata() -> String {
        let value = field(
            "\"pt\"", or: ["\"[\\\"a\\\"]\"", "\"a\\nb\"", "\"[CLS]\\n\\u0000\"", "1", "{}", "\"\\ud800\""])
        return "\"__metadata__\":{\"\(field("format", or: ["tokens", "x_tokens", "y_tokens"]))\":\(value)}"
    }
}
