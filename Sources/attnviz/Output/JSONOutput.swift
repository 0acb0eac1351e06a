import TensorFiles

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Encodes values as JSON: keys sorted, numbers with the fewest digits that round-trip, NaN and infinities as strings.
enum JSONOutput {
    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return try escaped([UInt8](encoder.encode(value))) + [UInt8(ascii: "\n")]
    }

    /// The text with `\u` escapes for what a terminal would not show as it is. Outside strings there is none of that.
    private static func escaped(_ text: [UInt8]) -> [UInt8] {
        guard !text.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return text }
        var result: [UInt8] = []
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            guard scalar.isControl else {
                result += UTF8.encode(scalar)?.map { $0 } ?? []
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                result += Array("\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
            }
        }
        return result
    }
}

/// The keys of two summaries in one object.
struct JoinedSummary<First: Encodable, Second: Encodable>: Encodable {
    private let first: First
    private let second: Second

    init(_ first: First, _ second: Second) { (self.first, self.second) = (first, second) }

    func encode(to encoder: any Encoder) throws {
        try first.encode(to: encoder)
        try second.encode(to: encoder)
    }
}
