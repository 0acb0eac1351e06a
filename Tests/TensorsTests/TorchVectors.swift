import Foundation
import Testing

/// The vectors of Fixtures/torch-rng.json: see the README beside it.
struct TorchVectors: Decodable {
    let mt19937: [EngineOutputs]
    let seeds: [SeedVectors]
    let arange: [Arange]

    struct EngineOutputs: Decodable {
        let seed: UInt32
        let u32: [UInt32]
    }

    struct Arange: Decodable {
        let args: [Double]
        let value: Bits
    }

    static func load() throws -> TorchVectors {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
        let data = try Data(contentsOf: folder.appendingPathComponent("torch-rng.json"))
        return try JSONDecoder().decode(TorchVectors.self, from: data)
    }
}

/// Numbers as the hexadecimal digits of their IEEE-754 bits: 8 for single, 16 for double precision.
struct Bits: Decodable, Equatable {
    let hex: [String]

    init(_ values: [Float]) { hex = values.map { Self.padded(String($0.bitPattern, radix: 16), to: 8) } }
    init(_ values: [Double]) { hex = values.map { Self.padded(String($0.bitPattern, radix: 16), to: 16) } }

    private static func padded(_ digits: String, to width: Int) -> String {
        String(repeating: "0", count: width - digits.count) + digits
    }
}

/// What PyTorch draws after `torch.manual_seed(seed)`, each entry from a fresh seeding.
struct SeedVectors: Decodable, CustomTestStringConvertible {
    let seed: UInt64
    let rand40: Bits
    let randn: [String: NormalVector]
    let rand64: Bits
    let randn64x4: Bits
    let randn64x16: Bits
    let sequences: [Sequence]
    let linear: [String: Linear]
    let linearWithBias: Linear
    let halfDropped: Dropout
    let tenthDropped: Dropout
    let smallIntegers: [Int]
    let largeIntegers: [Int]
    let experiments: [Experiment]

    var testDescription: String { "seed \(seed)" }

    enum CodingKeys: String, CodingKey {
        case seed, rand40, randn, sequences, linear, experiments
        case rand64 = "rand64_4"
        case randn64x4 = "randn64_4"
        case randn64x16 = "randn64_16"
        case linearWithBias = "linear_with_bias"
        case halfDropped = "dropout_p0.5_ones24"
        case tenthDropped = "dropout_p0.1_ones24"
        case smallIntegers = "randint_0_10_20"
        case largeIntegers = "randint_0_2p28_4"
    }

    /// All values, or the first and the last eight of a long draw.
    struct NormalVector: Decodable {
        let hex: [String]?
        let first8: Bits?
        let last8: Bits?
    }

    struct Linear: Decodable {
        let inputs: Int
        let outputs: Int
        let weight: Bits
        let bias: Bits?

        enum CodingKeys: String, CodingKey {
            case inputs = "in"
            case outputs = "out"
            case weight, bias
        }
    }

    struct Dropout: Decodable {
        let hex: [String]
        /// One digit per element: 1 is kept.
        let kept: String
    }

    /// Draws that follow one another, to see which state each leaves behind.
    struct Sequence: Decodable {
        let calls: [[Argument]]
        let results: [Result?]

        struct Result: Decodable {
            let hex: [String]?
            let int: [Int]?
        }
    }

    struct Experiment: Decodable {
        let kind: String
        let shape: [Int]
        let queries: Bits
        let queryWeights: Bits?
        let keyWeights: Bits?
        let valueWeights: Bits?
        let dropoutProbability: Double
        let kept: String

        enum CodingKeys: String, CodingKey {
            case kind, queries
            case shape = "queries_shape"
            case queryWeights = "W_q"
            case keyWeights = "W_k"
            case valueWeights = "w_v"
            case dropoutProbability = "train_dropout_p"
            case kept = "train_kept"
        }
    }
}

/// A word or a number in the description of a call, such as `["normal_mean_std", 1.5, 0.25, 4]`.
enum Argument: Decodable {
    case word(String)
    case number(Double)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .word(try container.decode(String.self))
        }
    }
}
