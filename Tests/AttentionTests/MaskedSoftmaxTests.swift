import Attention
import Foundation
import Tensors
import Testing

struct MaskedSoftmaxTests {
    static let masks: [AttentionMask] = {
        let bias: [Float] = [0, -.infinity, 1, -2, .greatestFiniteMagnitude / -4]
        guard
            let allowed = try? BooleanTensor(shape: [1, 5], elements: [true, false, true, false, true]),
            let additive = try? Tensor(shape: [1, 5], elements: bias)
        else { return [] }
        return [
            .none, .validLengths([3, 5]), .validLengthsPerQuery([[1], [9]]), .causal, .boolean(allowed),
            .additive(additive),
        ]
    }()

    @Test(arguments: masks, MaskedFill.allCases)
    func rowsSumToOneAndMaskedWeightsAreZero(mask: AttentionMask, fill: MaskedFill) throws {
        var generator = TorchGenerator(seed: 11)
        for scale: Float in [1e-3, 1, 30, 1e4] {
            let scores = try generator.normal([2, 1, 5]).map { $0 * scale }
            let result = try MaskedSoftmax(mask: mask, fill: fill)(scores)
            #expect(result.deadRows.isEmpty)
            for batch in 0..<2 {
                let row = result.weights.slice(batch).elements
                #expect(abs(row.reduce(0.0) { $0 + Double($1) } - 1) <= 1e-6)
                #expect(row.allSatisfy { 0...1 ~= $0 })
                for (key, weight) in row.enumerated() where result.masked?[batch, 0, key] == true {
                    #expect(weight == 0)
                }
            }
        }
    }

    @Test func longRowSumsToOne() throws {
        var generator = TorchGenerator(seed: 2)
        let weights = try MaskedSoftmax()(generator.normal([1, 2, 100_000])).weights
        for query in 0..<2 {
            let sum = weights.slice(0).slice(query).elements.reduce(0.0) { $0 + Double($1) }
            #expect(abs(sum - 1) <= 1e-6)
        }
    }

    @Test func largeScoresDoNotOverflow() throws {
        let scores = try Tensor(shape: [1, 3, 3], elements: [1e4, -1e4, 0, 1e4, 1e4, 1e4, -1e4, -1e4, -1e4 + 1])
        let weights = try MaskedSoftmax()(scores).weights
        #expect(weights.slice(0).slice(0).elements == [1, 0, 0])
        #expect(weights.slice(0).slice(1).elements.allSatisfy { abs($0 - 1.0 / 3) < 1e-7 })
        #expect(abs(weights[0, 2, 2] - 0.57611688) < 1e-6)
    }

    @Test(arguments: MaskedFill.allCases, [Float.nan, .infinity])
    func brokenScoreStaysInItsRow(fill: MaskedFill, broken: Float) throws {
        let scores = try Tensor(shape: [1, 3, 3], elements: [1, 2, 3, 1, broken, 3, 1, 2, 3])
        let softmax = MaskedSoftmax(mask: .validLengths([2]), fill: fill)
        let weights = try softmax(scores).weights.slice(0)
        #expect(weights.slice(1).elements.prefix(2).allSatisfy { $0.isNaN })
        #expect(weights.slice(0) == weights.slice(2))
        #expect(abs(weights[0, 1] - 0.7310586) < 1e-6)
    }

    @Test func maskedKeyHasNoWeightEvenBesideNaN() throws {
        let scores = try Tensor(shape: [1, 1, 3], elements: [1, .nan, 3])
        let weights = try MaskedSoftmax(mask: .validLengths([2]))(scores).weights
        #expect(weights.elements[0].isNaN && weights.elements[1].isNaN && weights.elements[2] == 0)
    }

    @Test func maskedNaNDoesNotCount() throws {
        let scores = try Tensor(shape: [1, 1, 3], elements: [1, 1, .nan])
        for fill in MaskedFill.allCases {
            #expect(try MaskedSoftmax(mask: .validLengths([2]), fill: fill)(scores).weights.elements == [0.5, 0.5, 0])
        }
    }

    @Test func rowWithoutKeysFollowsTheFill() throws {
        let scores = try Tensor(shape: [2, 1, 4], elements: [1, 2, 3, 4, 5, 6, 7, 8])
        let expectedDead = [QueryRow(batch: 0, query: 0)]
        let uniform = try MaskedSoftmax(mask: .validLengths([0, 4]), fill: .largeNegative)(scores)
        #expect(uniform.weights.slice(0).elements == [0.25, 0.25, 0.25, 0.25])
        #expect(uniform.deadRows == expectedDead)
        let zero = try MaskedSoftmax(mask: .validLengths([0, 4]), fill: .negativeInfinity)(scores)
        #expect(zero.weights.slice(0).elements == [0, 0, 0, 0])
        #expect(zero.weights.slice(1) == uniform.weights.slice(1))
        #expect(zero.deadRows == expectedDead)
    }

    @Test func deadRowNamesItsHead() throws {
        let allowed = try BooleanTensor(
            shape: [1, 2, 2, 2], elements: [true, true, true, false, false, false, true, true])
        let result = try MaskedSoftmax(mask: .boolean(allowed))(Tensor(repeating: 1, shape: [1, 2, 2, 2]))
        #expect(result.deadRows == [QueryRow(batch: 0, head: 1, query: 0)])
        #expect(result.weights.elements == [0.5, 0.5, 1, 0, 0, 0, 0.5, 0.5])
    }

    @Test func scoresWithoutKeysAreRefused() throws {
        let scores = try Tensor(repeating: 1, shape: [1, 2, 0])
        #expect(throws: AttentionError.emptyAxis(operand: .scores, of: "key", found: [1, 2, 0])) {
            _ = try MaskedSoftmax()(scores)
        }
    }

    @Test func scoresNeedThreeOrFourAxes() throws {
        let matrix = try Tensor(repeating: 0, shape: [2, 2])
        #expect(throws: AttentionError.unexpectedRank(operand: .scores, allowed: [3, 4], found: [2, 2])) {
            _ = try MaskedSoftmax()(matrix)
        }
    }
}
