import Attention
import Tensors
import Testing

struct DropoutTests {
    @Test(arguments: [-0.1, 1, 1.5, .nan, .infinity])
    func probabilityOutsideItsRangeIsRefused(probability: Double) {
        #expect {
            _ = try Dropout(probability: probability)
        } throws: { error in
            "\(error)" == "dropout: expected a probability in [0, 1), found \(probability)"
        }
    }

    @Test func keptWeightsAreScaledAndTheOthersAreZero() throws {
        var generator = TorchGenerator(seed: 3)
        let weights = try generator.uniform([1, 4, 50], from: 0.5, to: 1)
        let dropped = try Dropout(probability: 0.25)(weights, using: &generator)
        for (before, after) in zip(weights.elements, dropped.elements) {
            #expect(after == 0 || after == before * (1 / 0.75))
        }
        let share = dropped.elements.count { $0 == 0 }
        #expect((25...75).contains(share))
    }

    @Test func probabilityZeroChangesNothing() throws {
        var generator = TorchGenerator(seed: 3)
        let weights = try Tensor(shape: [3], elements: [0.25, 0.5, 0.25])
        #expect(try Dropout(probability: 0)(weights, using: &generator) == weights)
        #expect(generator == TorchGenerator(seed: 3))
    }

    @Test func evaluationNeverDrops() throws {
        let attention = try SoftAttention(score: DotProductScore(), dropout: Dropout(probability: 0.9))
        let ones = try Tensor(repeating: 1, shape: [1, 3, 2])
        let result = try attention(queries: ones, keys: ones, values: ones)
        #expect(result.droppedWeights == nil)
        #expect(result.output?.elements.allSatisfy { abs($0 - 1) < 1e-6 } == true)
    }

    @Test func trainingKeepsTheWeightsBeforeDropout() throws {
        var generator = TorchGenerator(seed: 0)
        let inputs = try generator.normal([1, 6, 4])
        let attention = try SoftAttention(score: DotProductScore(), dropout: Dropout(probability: 0.5))
        let evaluated = try attention(queries: inputs, keys: inputs, values: inputs)
        let trained = try attention(queries: inputs, keys: inputs, values: inputs, training: &generator)
        #expect(trained.weights == evaluated.weights)
        let dropped = try #require(trained.droppedWeights)
        for (before, after) in zip(trained.weights.elements, dropped.elements) {
            #expect(after == 0 || after == before * 2)
        }
        #expect(dropped != trained.weights)
        #expect(trained.output != evaluated.output)
    }

    /// The article's scaled dot-product experiment in training, seed 0, as PyTorch 2.13 computes it.
    @Test func articleExperimentInTraining() throws {
        var generator = TorchGenerator(seed: 0)
        let queries = try generator.normal([2, 1, 2])
        let keys = try Tensor(repeating: 1, shape: [2, 10, 2])
        let half = try Tensor.arange(to: 40).elements
        let values = try Tensor(shape: [2, 10, 4], elements: half + half)
        let attention = try SoftAttention(
            score: ScaledDotProductScore(), fill: .largeNegative, dropout: Dropout(probability: 0.5))
        let result = try attention(
            queries: queries, keys: keys, values: values, mask: .validLengths([2, 6]), training: &generator)
        let expected: [Float] = [0, 0, 0, 0, 8, 9.333334, 10.666667, 12]
        let output = try #require(result.output)
        #expect(zip(output.elements, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    }
}
