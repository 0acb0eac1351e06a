import Foundation
import Testing

/// Queries, keys, masks and eager weights of small random models of transformers, as they reach attention: two layers each.
struct Captured: Sendable, CustomTestStringConvertible {
    static let names = [
        "distilbert", "distilbert_padded", "gemma2", "gpt2", "gpt2_cached", "gpt_oss", "llama", "llama_cached",
        "llama_padded", "mistral", "mistral_padded", "qwen3",
    ]

    let name: String
    private let tensors: [String: (shape: [Int], values: [Float])]

    var testDescription: String { name }
    var path: String { PackageFiles.path("Tests/EndToEndTests/Captured/\(name).safetensors") }

    /// Reads a file without the readers under test.
    init(_ name: String) throws {
        self.name = name
        let file = PackageFiles.path("Tests/EndToEndTests/Captured/\(name).safetensors")
        let data = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
        let start = 8 + (0..<8).reduce(0) { $0 | Int(data[$1]) << (8 * $1) }
        let header = try #require(
            try JSONSerialization.jsonObject(with: Data(data[8..<start])) as? [String: [String: Any]])
        var tensors: [String: (shape: [Int], values: [Float])] = [:]
        for (name, entry) in header where entry["dtype"] as? String == "F32" {
            let range = try #require(entry["data_offsets"] as? [Int])
            let values = stride(from: start + range[0], to: start + range[1], by: 4).map { place in
                Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(data[place + $1]) << (8 * UInt32($1)) })
            }
            tensors[name] = (try #require(entry["shape"] as? [Int]), values)
        }
        self.tensors = tensors
    }

    /// The shape of the weights of a layer: (batch, head, query, key).
    func shape(layer: Int) throws -> [Int] { try #require(tensors["layer.\(layer).weights"]).shape }

    /// The weights of a layer in every row that has an allowed key; nil in the others, which eager code makes uniform.
    func weights(layer: Int) throws -> [Float?] {
        let (shape, weights) = try #require(tensors["layer.\(layer).weights"])
        guard let (maskShape, mask) = tensors["layer.\(layer).mask"] else { return weights }
        let (heads, keys) = (shape[1], shape[3])
        return weights.indices.map { index in
            let (row, query) = (index / keys, index / keys % shape[2])
            let batch = row / shape[2] / heads
            let start = ((maskShape[0] == 1 ? 0 : batch) * maskShape[2] + query) * keys
            return mask[start..<start + keys].contains { $0 > -10_000 } ? weights[index] : nil
        }
    }

    /// The largest difference from the weights of a layer, in rows that have an allowed key.
    func largestError(_ found: some Collection<Float>, layer: Int) throws -> Float {
        let expected = try weights(layer: layer)
        try #require(found.count == expected.count)
        return zip(found, expected).reduce(0) { largest, pair in
            pair.1.map { max(largest, abs(pair.0 - $0)) } ?? largest
        }
    }
}
