extension FileMaker {
    mutating func json() -> FuzzInput {
        let shape = (0..<random.pick([1, 2, 2, 2, 3, 4])).map { _ in random.pick([1, 2, 3, 4]) }
        let numbers = (0..<shape.reduce(1, *)).map { _ in Float(below(200) - 50) / 64 }
        let list = nested(shape, numbers[...])
        var text: String
        switch random.pick([0, 0, 1, 1, 2, 3, 4]) {
        case 0: text = list
        case 1: text = object(list)
        case 2 where fault(20): text = value(0)
        case 3 where fault(20):
            text = String(
                repeating: random.pick(["[", "{\"a\":", "[{\"a\":"]), count: random.pick([63, 65, 127, 129, 5000]))
        case 4 where fault(20): text = records()
        default: text = "{\"weights\": \(list)}"
        }
        if fault() { text = random.pick(["\u{FEFF}", "[", "{}"]) + text }
        if fault() { text += random.pick(["x", ",", "\0", "]", "\n[1]"]) }
        var bytes = Array(text.utf8)
        if fault() { damage(&bytes) }
        return FuzzInput(
            reader: .tensors, path: "a.json", bytes: bytes, content: content(.tensor(shape: shape, elements: numbers)))
    }

    private mutating func nested(_ shape: [Int], _ numbers: ArraySlice<Float>) -> String {
        guard let count = shape.first else {
            return field(numbers.first.map { "\($0)" } ?? "", or: Self.hardNumbers, weight: 0.3)
        }
        let step = numbers.count / count
        var parts = (0..<count).map { index in
            nested(
                Array(shape.dropFirst()),
                numbers[numbers.startIndex + index * step..<numbers.startIndex + (index + 1) * step])
        }
        if fault(0.3) { parts.removeLast() }
        if fault(0.3) { parts += parts }
        return "["
            + parts.joined(separator: field(random.pick([",", ", ", ",\n"]), or: [" ", ",,", ";"], weight: 0.2))
            + field("]", or: ["", ",]", "}"], weight: 0.2)
    }

    private mutating func object(_ list: String) -> String {
        var members = ["\"weights\": \(list)"]
        if fault() { members[0] = "\"\(random.pick(["a", "weights.b", "\\u0077eights", "tokens"]))\": \(list)" }
        for key in ["tokens", "x_tokens", "other"] where fault(3) { members.append("\"\(key)\": " + value(1)) }
        if fault() { members.append(random.pick(members)) }
        if random.chance(0.5) { members.append("\"note\": \"text\"") }
        members.shuffle(using: &random)
        return "{" + members.joined(separator: ", ") + "}"
    }

    /// A table as pandas writes it.
    private mutating func records() -> String {
        let keys = random.pick([
            ["a", "b"], ["query", "key", "weight"], ["q", "k", "head", "weight"], ["a", "a", "b"],
        ])
        let rows = (0..<1 + below(5)).map { _ in
            "{" + keys.map { "\"\($0)\": " + (random.chance(0.9) ? "\(below(4))" : value(4)) }.joined(separator: ",")
                + "}"
        }
        return "[" + rows.joined(separator: ",") + "]"
    }

    /// Any value.
    private mutating func value(_ depth: Int) -> String {
        switch below(depth > 4 ? 4 : 7) {
        case 0: return "\(below(100))"
        case 1: return random.pick(Self.hardNumbers)
        case 2: return "\"\(random.pick(Self.hardTexts + ["a", "b"]))\""
        case 3: return random.pick(["true", "false", "null", "0.5"])
        case 4, 5: return "[" + (0..<below(5)).map { _ in value(depth + 1) }.joined(separator: ",") + "]"
        default:
            return "{" + (0..<below(4)).map { _ in "\"k\(below(5))\":" + value(depth + 1) }.joined(separator: ",") + "}"
        }
    }
}
