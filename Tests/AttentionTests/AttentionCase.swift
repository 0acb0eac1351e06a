import Attention
import Foundation
import Tensors
import Testing

/// One problem of Fixtures/attention-cases.json: see the README beside it and the key `conventions` inside.
struct AttentionCase: Decodable, CustomTestStringConvertible {
    let id: String
    let score: String
    let options: Options
    let inputs: [String: Array]
    let params: [String: Array]
    let expected: [String: Array]
    let tolerances: [String: Float]

    var testDescription: String { id }

    enum CodingKeys: String, CodingKey {
        case id, score, options, inputs, params, expected
        case tolerances = "abs_tolerance"
    }

    struct Array: Decodable {
        let shape: [Int]
        let data: [Float]

        var tensor: Tensor { get throws { try Tensor(shape: shape, elements: data) } }
    }

    struct Options: Decodable {
        let mask: Mask
        let heads: Int?
        let width: Float?
        let scale: Float?

        enum CodingKeys: String, CodingKey {
            case mask, width, scale
            case heads = "num_heads"
        }
    }

    struct Mask: Decodable {
        let kind: String
        let fill: Float?
        let lengths: Nested<Int>?
        let allowed: Nested<Int>?
        let bias: Nested<Float>?

        enum CodingKeys: String, CodingKey {
            case kind, fill, allowed, bias
            case lengths = "valid_lens"
        }
    }

    static func load() throws -> [AttentionCase] {
        struct File: Decodable { let cases: [AttentionCase] }
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
        let data = try Data(contentsOf: folder.appendingPathComponent("attention-cases.json"))
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return try decoder.decode(File.self, from: data).cases
    }
}

/// Lists of lists of any depth, as the fixture writes masks.
enum Nested<Element: Decodable & Sendable>: Decodable, Sendable {
    case element(Element)
    case list([Nested])

    init(from decoder: any Decoder) throws {
        if let list = try? [Nested](from: decoder) {
            self = .list(list)
        } else {
            self = .element(try decoder.singleValueContainer().decode(Element.self))
        }
    }

    var shape: [Int] {
        switch self {
        case .element: []
        case .list(let items): [items.count] + (items.first?.shape ?? [])
        }
    }

    var elements: [Element] {
        switch self {
        case .element(let element): [element]
        case .list(let items): items.flatMap(\.elements)
        }
    }
}

extension AttentionCase {
    /// The score that the case names, with its parameters and options.
    var scoringFunction: any ScoringFunction {
        get throws {
            switch score {
            case "dot": return DotProductScore()
            case "scaled_dot": return ScaledDotProductScore(scale: options.scale)
            case "additive":
                return try AdditiveScore(
                    queryWeights: tensor(params, "W_q"), keyWeights: tensor(params, "W_k"),
                    valueWeights: tensor(params, "w_v"))
            case "bilinear": return try BilinearScore(weights: tensor(params, "W"))
            case "gaussian": return GaussianScore(width: options.width ?? 1)
            case "cosine": return CosineScore(scale: options.scale ?? 1)
            default: throw UnknownName(name: score)
            }
        }
    }

    var mask: AttentionMask {
        get throws {
            let mask = options.mask
            switch mask.kind {
            case "none": return .none
            case "causal": return .causal
            case "valid_lens":
                guard case .list(let rows) = try #require(mask.lengths) else { throw UnknownName(name: mask.kind) }
                let lengths = rows.map(\.elements)
                if case .list? = rows.first { return .validLengthsPerQuery(lengths) }
                return .validLengths(lengths.flatMap { $0 })
            case "boolean":
                let allowed = try #require(mask.allowed)
                return .boolean(try BooleanTensor(shape: allowed.shape, elements: allowed.elements.map { $0 == 1 }))
            case "additive":
                let bias = try #require(mask.bias)
                return .additive(try Tensor(shape: bias.shape, elements: bias.elements))
            default: throw UnknownName(name: mask.kind)
            }
        }
    }

    var fill: MaskedFill { options.mask.fill == -1e6 ? .largeNegative : .negativeInfinity }

    func result() throws -> AttentionResult {
        let queries = try tensor(inputs, "queries")
        let keys = try tensor(inputs, "keys")
        let values = try tensor(inputs, "values")
        guard let heads = options.heads else {
            let attention = try SoftAttention(score: scoringFunction, fill: fill)
            return try attention(queries: queries, keys: keys, values: values, mask: mask)
        }
        let attention = try MultiHeadAttention(
            heads: heads, queryWeights: tensor(params, "W_q"), keyWeights: tensor(params, "W_k"),
            valueWeights: tensor(params, "W_v"), outputWeights: tensor(params, "W_o"), fill: fill)
        return try attention(queries: queries, keys: keys, values: values, mask: mask)
    }

    private func tensor(_ arrays: [String: Array], _ name: String) throws -> Tensor {
        try #require(arrays[name], "\(id) has no \(name)").tensor
    }

    struct UnknownName: Error { let name: String }
}
