import Support

/// Makes files of all formats, with faults in their fields or without.
struct FileMaker {
    var random: SeededGenerator
    /// How often a field is wrong; 0 for intact files.
    let faultRate: Double
    /// Whether a field was made wrong.
    private(set) var isFaulty = false

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        faultRate = random.pick([0, 0.04, 0.12])
    }

    /// Whether the next field is to be wrong.
    mutating func fault(_ weight: Double = 1) -> Bool {
        guard faultRate > 0, random.chance(faultRate * weight) else { return false }
        isFaulty = true
        return true
    }

    /// The right value of a field, or rarely one of the wrong ones.
    mutating func field<Value>(_ right: Value, or wrong: [Value], weight: Double = 1) -> Value {
        fault(weight) ? random.pick(wrong) : right
    }

    mutating func below(_ limit: Int) -> Int { random.integer(0...max(1, limit) - 1) }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<max(0, count)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    /// The content of a file without faults; nil with one.
    func content(_ content: FuzzInput.Content?) -> FuzzInput.Content? { isFaulty ? nil : content }

    /// Numbers in text that readers get wrong: at the ends of types, of other notations, and no numbers.
    static let hardNumbers = [
        "-1", "-0", "255", "65536", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808",
        "18446744073709551616", "1e9", "1e999", "-1e999", "1e-999", "1e400000000000000000000", "0x10", "01", "1_000",
        "NaN",
        "-nan", "Infinity", "-inf", "3.4028235677973366e38", "7.006492321624085e-46", "16777217", ".5", "5.", "1e",
        "--1", "1..2",
        "1,5", "\u{663}", "", " ", "true", "null", "12345678901234567890123456789012345678901234567890", "99%", "1 234",
    ]

    /// Texts that readers and terminals get wrong.
    static let hardTexts = [
        "", " ", "\"", "\"\"", "\"a\"\"b\"", "a\"b", "\u{1B}[31m", "\u{202E}", "e\u{301}", "\u{10FFFF}", "\u{FFFE}",
        "\0",
        "\r", "\n", "#", "% x", "=1+1", "nan", "NA", "\\ud800", "\\u0000", "\u{FEFF}", "weights", "tokens", ",", ";",
        "\t",
    ]

    /// Changes bytes: flips, cuts, repeats, and numbers that readers compute with.
    mutating func damage(_ bytes: inout [UInt8]) {
        isFaulty = true
        for _ in 0...below(3) {
            guard !bytes.isEmpty else { return }
            let at = below(bytes.count)
            let end = min(bytes.count, at + 1 + below(32))
            switch below(9) {
            case 0: bytes[at] ^= 1 << UInt8(below(8))
            case 1: bytes[at] = random.pick([0, 1, 0x7F, 0x80, 0xFF, 0x20, 0x22, 0x0A, 0x0D, 0x2C, 0x5B, 0x7B])
            case 2: bytes.removeSubrange(at...)
            case 3: bytes.removeSubrange(at..<end)
            case 4: bytes.insert(contentsOf: bytes[at..<end], at: below(bytes.count))
            case 5: overwrite(&bytes, at, little(random.pick([0, 1, 0x7FFF_FFFF, 0xFFFF_FFFF, bytes.count]), 4))
            case 6: overwrite(&bytes, at, little(random.pick([0, .max, .min, 1 << 32, -1, bytes.count]), 8))
            case 7: bytes.insert(contentsOf: random.pick(Self.hardNumbers).utf8, at: at)
            default: bytes.insert(contentsOf: random.pick(Self.hardTexts).utf8, at: at)
            }
        }
    }

    private func overwrite(_ bytes: inout [UInt8], _ start: Int, _ part: [UInt8]) {
        for (offset, byte) in part.enumerated() where start + offset < bytes.count { bytes[start + offset] = byte }
    }
}

/// The lowest bytes of a number, the least significant first.
func little(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// The lowest four bytes of a number, the most significant first.
func big(_ value: Int) -> [UInt8] { little(value, 4).reversed() }
