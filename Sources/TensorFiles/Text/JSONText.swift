#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Decodes JSON of a file. The only place that knows Foundation's errors.
enum JSONText {
    /// - Parameters:
    ///   - place: what errors call the bytes.
    ///   - expected: the kind of value that the JSON should hold.
    /// - Throws: `TensorFileError.malformed` for bytes that are not UTF-8, not JSON, or JSON of another kind.
    static func decode<Value: Decodable>(
        _ type: Value.Type, from bytes: [UInt8], path: String, place: String, expected: String, advice: String
    ) throws(TensorFileError) -> Value {
        func malformed(_ found: String, inside keys: [any CodingKey] = []) -> TensorFileError {
            let inner = keys.isEmpty ? "" : ", in " + quoted(keys.map(\.text).joined(separator: "."), limit: 200)
            return .malformed(path: path, place: place + inner, expected: expected, found: found, advice: advice)
        }
        // JSONDecoder guesses UTF-16 and UTF-32 from NULs; the formats allow UTF-8 only.
        guard strictUTF8(bytes) != nil, !bytes.contains(0) else { throw malformed("bytes that are not UTF-8 text") }
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            throw malformed("a value of another kind", inside: context.codingPath)
        } catch DecodingError.keyNotFound(let key, let context) {
            throw malformed("no key \(quoted(key.stringValue))", inside: context.codingPath)
        } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
            throw malformed("a value that is out of range", inside: context.codingPath)
        } catch {
            throw malformed("invalid JSON, or a number that is no 64-bit integer")
        }
    }
}

extension CodingKey {
    fileprivate var text: String { intValue.map { "[\($0)]" } ?? stringValue }
}
