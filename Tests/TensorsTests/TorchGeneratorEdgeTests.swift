import Tensors
import Testing

/// Edge cases: no numbers to draw, no elements to drop, the widest ranges.
struct TorchGeneratorEdgeTests {
    @Test func emptyTensorDrawsNothing() throws {
        var generator = TorchGenerator(seed: 0)
        #expect(try generator.normal([0, 3]).elements.isEmpty)
        #expect(try generator.uniform([0]).elements.isEmpty)
        #expect(generator == TorchGenerator(seed: 0))
    }

    @Test func invalidShapeIsRefusedBeforeADraw() {
        var generator = TorchGenerator(seed: 0)
        #expect(throws: TensorError.negativeDimension(shape: [-1])) { _ = try generator.normal([-1]) }
        #expect(throws: TensorError.negativeDimension(shape: [3, -2])) {
            _ = try generator.linearWeight(inputs: -2, outputs: 3)
        }
        #expect(generator == TorchGenerator(seed: 0))
    }

    @Test func certainDropoutDrawsNothing() throws {
        var generator = TorchGenerator(seed: 0)
        let tensor = try Tensor(shape: [4], elements: [1, -2, .nan, 4])
        #expect(generator.dropout(tensor, probability: 0).elements.prefix(2) == [1, -2])
        let dropped = generator.dropout(tensor, probability: 1).elements
        #expect(dropped[0] == 0 && dropped[1].sign == .minus && dropped[2].isNaN)
        #expect(generator == TorchGenerator(seed: 0))
    }

    @Test func integersReachEveryValueOfTheWidestRange() {
        var generator = TorchGenerator(seed: 0)
        let values = generator.integers(in: Int.min..<Int.max, count: 100)
        #expect(values.contains { $0 < 0 } && values.contains { $0 > 0 })
        #expect(generator.integers(in: 5..<6, count: 3) == [5, 5, 5])
    }

    @Test func permutationHoldsEveryIntegerOnce() {
        var generator = TorchGenerator(seed: 9)
        #expect(generator.permutation(count: 100).sorted() == Array(0..<100))
        #expect(generator.permutation(count: 0).isEmpty)
    }

    @Test func bernoulliFollowsItsProbabilities() throws {
        var generator = TorchGenerator(seed: 1)
        let probabilities = try Tensor(shape: [2, 2], elements: [0, 1, .nan, 1])
        let outcomes = generator.bernoulli(probabilities)
        #expect(outcomes.shape == probabilities.shape)
        #expect(outcomes.elements == [false, true, false, true])
        let share = generator.bernoulli(count: 10_000, probability: 0.3).count { $0 }
        #expect(abs(share - 3000) < 200)
    }

    /// Without the rule for a value that rounds up to the bound, half of the draws would be the bound itself.
    @Test func uniformNeverReachesItsUpperBound() throws {
        var generator = TorchGenerator(seed: 1)
        let lower: Float = 1
        let values = try generator.uniform([1000], from: lower, to: lower.nextUp).elements
        #expect(values.allSatisfy { $0 == lower })
    }

    /// Blocks of 16 are scaled and shifted with one rounding, as the AVX2 kernel does.
    @Test func meanAndDeviationRoundOnce() throws {
        var (standard, shifted) = (TorchGenerator(seed: 5), TorchGenerator(seed: 5))
        let (mean, deviation): (Float, Float) = (0.1, 0.3)
        let expected = try standard.normal([1000]).map { mean.addingProduct($0, deviation) }
        let found = try shifted.normal([1000], mean: 0.1, standardDeviation: 0.3)
        #expect(found == expected)
    }
}
