import Attention
import Foundation
import Tensors
import Testing

/// Properties of the scores that the fixture does not cover: names, independence of batch rows and heads, errors.
struct ScoringFunctionTests {
    /// Every score for queries and keys of three features, with parameters drawn from a fixed seed.
    static func all() throws -> [any ScoringFunction] {
        var generator = TorchGenerator(seed: 8)
        return try [
            DotProductScore(), ScaledDotProductScore(),
            AdditiveScore(
                queryWeights: generator.linearWeight(inputs: 3, outputs: 5),
                keyWeights: generator.linearWeight(inputs: 3, outputs: 5),
                valueWeights: generator.linearWeight(inputs: 5, outputs: 1)),
            BilinearScore(weights: generator.normal([3, 3])), GaussianScore(width: 0.5), CosineScore(scale: 2),
        ]
    }

    @Test func namesAreThoseOfTheField() throws {
        let names = ["Dot-product", "Scaled dot-product", "Additive", "Bilinear", "Gaussian", "Cosine"]
        #expect(try Self.all().map(\.name) == names)
    }

    @Test(arguments: 0..<6)
    func headsAreIndependentProblems(index: Int) throws {
        let score = try Self.all()[index]
        var generator = TorchGenerator(seed: 1)
        let queries = try generator.normal([2, 2, 4, 3])
        let keys = try generator.normal([2, 2, 5, 3])
        let scores = try score.scores(queries: queries, keys: keys)
        #expect(scores.shape.dimensions == [2, 2, 4, 5])
        for batch in 0..<2 {
            let alone = try score.scores(queries: queries.slice(batch), keys: keys.slice(batch))
            #expect(alone == scores.slice(batch))
        }
    }

    @Test(arguments: 0..<6)
    func misfitsAreRefused(index: Int) throws {
        let score = try Self.all()[index]
        let queries = try Tensor(repeating: 1, shape: [2, 4, 3])
        func keys(_ shape: [Int]) throws -> Tensor { try Tensor(repeating: 1, shape: shape) }
        #expect(throws: AttentionError.leadingAxesMismatch(operand: .keys, expected: [2], found: [1])) {
            _ = try score.scores(queries: queries, keys: keys([1, 4, 3]))
        }
        #expect(throws: AttentionError.leadingAxesMismatch(operand: .keys, expected: [2], found: [2, 1])) {
            _ = try score.scores(queries: queries, keys: keys([2, 1, 4, 3]))
        }
        #expect(throws: AttentionError.unexpectedRank(operand: .keys, allowed: [3, 4], found: [4, 3])) {
            _ = try score.scores(queries: queries, keys: keys([4, 3]))
        }
        #expect(throws: AttentionError.unexpectedRank(operand: .queries, allowed: [3, 4], found: [])) {
            _ = try score.scores(queries: keys([]), keys: queries)
        }
        #expect(throws: AttentionError.emptyAxis(operand: .keys, of: "feature", found: [2, 4, 0])) {
            _ = try score.scores(queries: queries, keys: keys([2, 4, 0]))
        }
        #expect(throws: AttentionError.emptyAxis(operand: .keys, of: "key", found: [2, 0, 3])) {
            _ = try score.scores(queries: queries, keys: keys([2, 0, 3]))
        }
        #expect(throws: AttentionError.self) { _ = try score.scores(queries: queries, keys: keys([2, 4, 2])) }
    }

    @Test func noQueriesGiveNoScores() throws {
        let queries = try Tensor(repeating: 1, shape: [2, 0, 3])
        let keys = try Tensor(repeating: 1, shape: [2, 4, 3])
        for score in try Self.all() {
            #expect(try score.scores(queries: queries, keys: keys).shape.dimensions == [2, 0, 4])
        }
    }

    /// A tensor without elements may have axes of any size, which must take neither time nor memory.
    @Test func emptyTensorsOfHugeShapeAreCheap() throws {
        let queries = try Tensor(shape: [0, 1 << 10, 1 << 40], elements: [])
        for score: any ScoringFunction in [DotProductScore(), GaussianScore(), CosineScore()] {
            #expect(try score.scores(queries: queries, keys: queries).shape.dimensions == [0, 1 << 10, 1 << 10])
        }
        let weights = try Tensor(repeating: 1, shape: [2, 2])
        let attention = try MultiHeadAttention(
            heads: 2, queryWeights: weights, keyWeights: weights, valueWeights: weights, outputWeights: weights)
        let noQueries = try Tensor(shape: [1 << 40, 0, 2], elements: [])
        #expect(throws: AttentionError.self) {
            _ = try attention(queries: noQueries, keys: Tensor(repeating: 1, shape: [1, 1, 2]))
        }
    }

    @Test func comparedFeaturesMustAgree() throws {
        let queries = try Tensor(repeating: 1, shape: [1, 1, 3])
        let keys = try Tensor(repeating: 1, shape: [1, 1, 2])
        let scores: [any ScoringFunction] = [
            DotProductScore(), ScaledDotProductScore(), GaussianScore(), CosineScore(),
        ]
        for score in scores {
            #expect(throws: AttentionError.featureMismatch(queries: 3, keys: 2)) {
                _ = try score.scores(queries: queries, keys: keys)
            }
        }
    }

    @Test func parametersMustFit() throws {
        func tensor(_ shape: [Int]) throws -> Tensor { try Tensor(repeating: 1, shape: shape) }
        #expect(throws: AttentionError.unexpectedRank(operand: .parameter("W"), allowed: [2], found: [4])) {
            _ = try BilinearScore(weights: tensor([4]))
        }
        #expect(throws: AttentionError.parameterMismatch(parameter: "W", expected: [3, 2], found: [2, 3])) {
            _ = try BilinearScore(weights: tensor([2, 3])).scores(queries: tensor([1, 1, 3]), keys: tensor([1, 1, 2]))
        }
        #expect(throws: AttentionError.parameterMismatch(parameter: "W_k", expected: [8, 2], found: [7, 2])) {
            _ = try AdditiveScore(
                queryWeights: tensor([8, 3]), keyWeights: tensor([7, 2]), valueWeights: tensor([1, 8]))
        }
        #expect(throws: AttentionError.parameterMismatch(parameter: "w_v", expected: [1, 8], found: [8, 1])) {
            _ = try AdditiveScore(
                queryWeights: tensor([8, 3]), keyWeights: tensor([8, 2]), valueWeights: tensor([8, 1]))
        }
        let additive = try AdditiveScore(
            queryWeights: tensor([8, 3]), keyWeights: tensor([8, 2]), valueWeights: tensor([8]))
        #expect(throws: AttentionError.parameterMismatch(parameter: "W_q", expected: [8, 4], found: [8, 3])) {
            _ = try additive.scores(queries: tensor([1, 1, 4]), keys: tensor([1, 1, 2]))
        }
    }

    /// The reason for the scale: independent components of variance 1 give scores of variance 1.
    @Test func scaleKeepsTheVarianceAtOne() throws {
        var generator = TorchGenerator(seed: 0)
        let queries = try generator.normal([1, 200, 256])
        let keys = try generator.normal([1, 200, 256])
        func variance(_ score: any ScoringFunction) throws -> Double {
            let scores = try score.scores(queries: queries, keys: keys).elements
            return scores.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(scores.count)
        }
        #expect(try abs(variance(DotProductScore()) - 256) < 10)
        #expect(try abs(variance(ScaledDotProductScore()) - 1) < 0.04)
    }

    @Test func gaussianWeightsAreThoseOfKernelRegression() throws {
        let queries = try Tensor(shape: [1, 1, 1], elements: [0.3])
        let keys = try Tensor(shape: [1, 3, 1], elements: [0, 1, 2.5])
        let weights = try SoftAttention(score: GaussianScore(width: 2))(queries: queries, keys: keys).weights
        let kernels = [0, 1, 2.5].map { exp(-0.5 * pow(2 * (0.3 - $0), 2)) }
        for (weight, kernel) in zip(weights.elements, kernels) {
            #expect(abs(Double(weight) - kernel / kernels.reduce(0, +)) < 1e-6)
        }
    }

    @Test func cosineIgnoresLengthsOfAnySize() throws {
        let queries = try Tensor(shape: [1, 1, 2], elements: [3e30, 4e30])
        let keys = try Tensor(shape: [1, 3, 2], elements: [3, 4, -3e-30, -4e30, 0, 0])
        let scores = try CosineScore().scores(queries: queries, keys: keys).elements
        #expect(abs(scores[0] - 1) < 1e-6 && abs(scores[1] + 0.8) < 1e-6 && scores[2] == 0)
    }
}
