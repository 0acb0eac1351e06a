import Attention
import Foundation
import Tensors
import Testing

/// What Fixtures/head-statistics.json holds: see the README beside it.
struct HeadStatisticsFixture: Decodable {
    struct Case: Decodable, CustomTestStringConvertible {
        let name: String
        let weights: AttentionCase.Array
        let separators: [Int]
        /// One dictionary for each head; nil where no query counts.
        let heads: [[String: Double?]]

        var testDescription: String { name }
    }

    struct Rollout: Decodable {
        let weights: AttentionCase.Array
        let half: AttentionCase.Array
        let none: AttentionCase.Array
        let fifth: AttentionCase.Array
    }

    struct Comparison: Decodable {
        let first: AttentionCase.Array
        let second: AttentionCase.Array
        let totalVariation: [Double]
        let jensenShannon: [Double]
    }

    let statistics: [Case]
    let rollout: Rollout
    let comparison: Comparison

    static func load() throws -> HeadStatisticsFixture {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return try decoder.decode(
            HeadStatisticsFixture.self,
            from: Data(contentsOf: folder.appendingPathComponent("head-statistics.json")))
    }
}
