import Foundation
import Testing

/// The real model of Examples/minilm, and what NumPy measures on it: see minilm_heads.py.
struct MiniLM: Decodable {
    static let attentions = PackageFiles.path("Examples/minilm/attentions.npy")
    static let tokens = PackageFiles.path("Examples/minilm/tokens.txt")

    /// By the name of the metric: layers x heads.
    let metrics: [String: [[Double]]]
    let patterns: [[String]]
    /// 13 x 13, row-major.
    let rollout: [Double]
    /// Layers 0 to 4 against layers 1 to 5, by heads.
    let totalVariation: [[Double]]
    let jensenShannon: [[Double]]

    static func load() throws -> MiniLM {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = PackageFiles.path("Tests/EndToEndTests/minilm-heads.json")
        return try decoder.decode(MiniLM.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    }
}

/// Whether two tables of numbers agree within 1e-9.
func agree(_ found: [[Double]], _ expected: [[Double]]) -> Bool {
    found.map(\.count) == expected.map(\.count)
        && zip(found.joined(), expected.joined()).allSatisfy { abs($0 - $1) <= 1e-9 }
}
