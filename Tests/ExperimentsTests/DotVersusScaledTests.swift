import Experiments
import Foundation
import Tensors
import Testing

@Suite("The experiment dot-vs-scaled")
struct DotVersusScaledTests {
    @Test("By default each query attends evenly to its first 2 or 6 keys")
    func articleDefaults() throws {
        let experiment = try DotVersusScaled().run()
        #expect(experiment.attended.map(\.title) == ["Scaled dot-product", "Dot-product"])
        for attended in experiment.attended {
            #expect(attended.weights.shape.dimensions == [2, 10])
            #expect(attended.scores.shape.dimensions == [2, 10])
            let first = [Float](repeating: 0.5, count: 2) + [Float](repeating: 0, count: 8)
            let second = [Float](repeating: 1.0 / 6, count: 6) + [Float](repeating: 0, count: 4)
            expectClose(attended.weights, first + second, tolerance: 1e-7)
            expectClose(try #require(attended.output), [2, 3, 4, 5, 10, 11, 12, 13])
        }
    }

    @Test("Masked weights are exactly 0 and are drawn as masked")
    func maskedCells() throws {
        let figure = try DotVersusScaled().run().figure
        let panel = try #require(figure.panel(row: 0, column: 1))
        let expected = (0..<20).map { $0 < 10 ? $0 >= 2 : $0 >= 16 }
        #expect(panel.masked == expected)
        #expect(zip(panel.values.elements, expected).allSatisfy { value, isMasked in (value == 0) == isMasked })
    }

    @Test("A length of 0 gives even weights, as in the article; one beyond the keys masks nothing")
    func extremeLengths() throws {
        var options = DotVersusScaled()
        options.keys = .normal
        options.validLengths = [0, 11]
        let masked = try options.run().attended
        options.validLengths = nil
        let free = try options.run().attended
        for (masked, free) in zip(masked, free) {
            expectClose(masked.weights.slice(0), [Float](repeating: 0.1, count: 10), tolerance: 1e-7)
            #expect(masked.weights.slice(1) == free.weights.slice(1))
        }
    }

    @Test("Seed 0 gives the queries that the article prints")
    func articleQueries() throws {
        let queries = try input("queries", of: DotVersusScaled().run())
        #expect(queries.shape.dimensions == [2, 1, 2])
        // torch.manual_seed(0); torch.normal(0, 1, (2, 1, 2))
        expectClose(queries, [1.5410, -0.2934, -2.1788, 0.5684], tolerance: 5e-5)
    }

    @Test("Another seed gives other queries, the same seed the same")
    func seeds() throws {
        func queries(_ seed: Int) throws -> Tensor {
            var options = DotVersusScaled()
            options.seed = seed
            return try input("queries", of: options.run())
        }
        #expect(try queries(4) == queries(4))
        #expect(try queries(4) != queries(5))
        #expect(try queries(-3) != queries(3))
    }

    @Test("Equal keys make equal panels, and a note says so; normal keys do not")
    func noteOnEqualKeys() throws {
        let ones = try DotVersusScaled().run()
        #expect(ones.attended[0].weights == ones.attended[1].weights)
        #expect(ones.hasEqualWeights)
        var options = DotVersusScaled()
        options.keys = .normal
        let normal = try options.run()
        #expect(normal.attended[0].weights != normal.attended[1].weights)
        #expect(!normal.hasEqualWeights)
    }

    @Test("Scaled scores are the dot products over the square root of d", arguments: [1, 2, 7, 64])
    func scale(dimension: Int) throws {
        var options = DotVersusScaled()
        options.keys = .normal
        options.dimension = dimension
        let attended = try options.run().attended
        let root = Float(dimension).squareRoot()
        expectClose(attended[0].scores, attended[1].scores.elements.map { $0 / root })
    }

    @Test("Normal keys of seed 7: numbers of reference.py")
    func normalKeys() throws {
        var options = DotVersusScaled()
        options.seed = 7
        options.keys = .normal
        options.validLengths = [3, 10]
        let experiment = try options.run()
        expectClose(try input("queries", of: experiment), [-0.1467951, 0.7861413, 0.9468216, -1.1143440])
        let keys = try input("keys", of: experiment)
        #expect(keys.shape.dimensions == [2, 10, 2])
        expectClose(
            Tensor(keys.elements.prefix(8)),
            [-0.1764380, 1.7501723, 1.9300168, 0.9861119, 0.6094733, -0.5811337, 0.0490438, -0.3204769])
        let (scaled, dot) = (experiment.attended[0], experiment.attended[1])
        expectClose(
            dot.scores,
            [
                1.4017829, 0.4919063, -0.5463209, -0.2591395, 0.8175239, 0.6775597, 0.3583328, -0.5385371, -0.8320629,
                1.0822133, -1.3313948, -1.8724548, 0.1204545, 0.4140693, -1.6266104, -1.3336830, 1.5361914, 1.9353585,
                1.5100024, -1.1768035,
            ])
        expectClose(
            scaled.weights,
            [
                0.5625192, 0.2956113, 0.1418695, 0, 0, 0, 0, 0, 0, 0, 0.0278068, 0.0189669, 0.0776253, 0.0955367,
                0.0225680, 0.0277619, 0.2112348, 0.2801217, 0.2073591, 0.0310188,
            ])
        expectClose(
            dot.weights,
            [
                0.6471998, 0.2605457, 0.0922545, 0, 0, 0, 0, 0, 0, 0, 0.0132536, 0.0077153, 0.0566062, 0.0759240,
                0.0098656, 0.0132233, 0.2331904, 0.3475896, 0.2271627, 0.0154693,
            ])
        expectClose(
            try #require(scaled.output),
            [2.3174013, 3.3174013, 4.3174013, 5.3174013, 23.4248485, 24.4248485, 25.4248485, 26.4248485])
        expectClose(
            try #require(dot.output),
            [1.7802189, 2.7802189, 3.7802189, 4.7802189, 24.9722934, 25.9722934, 26.9722934, 27.9722934])
    }
}

@Suite("Many sizes d side by side")
struct DimensionsTests {
    private static let dimensions = [2, 16, 128, 1024]

    private static func options() -> DotVersusScaled {
        var options = DotVersusScaled()
        options.keys = .normal
        options.queryCount = 8
        options.validLengths = nil
        return options
    }

    @Test("Each column is what a run with that d gives")
    func columns() throws {
        let together = try Self.options().run(dimensions: Self.dimensions)
        #expect(together.figure.rows == 2 && together.figure.columns == 4)
        #expect(together.figure.titles.columns == ["d = 2", "d = 16", "d = 128", "d = 1024"])
        for (column, dimension) in Self.dimensions.enumerated() {
            var options = Self.options()
            options.dimension = dimension
            let single = try options.run()
            for row in 0..<2 {
                #expect(together.figure.panel(row: row, column: column)?.values == single.attended[row].weights)
                #expect(together.attended[2 * column + row].scores == single.attended[row].scores)
            }
        }
    }

    @Test("The larger d, the harder the unscaled weights; the scaled ones stay soft")
    func hardness() throws {
        let attended = try Self.options().run(dimensions: Self.dimensions).attended
        let scaled = stride(from: 0, to: 8, by: 2).map { meanEntropy(attended[$0].weights) }
        let unscaled = stride(from: 1, to: 8, by: 2).map { meanEntropy(attended[$0].weights) }
        #expect(unscaled == unscaled.sorted(by: >))
        // Ten keys: an even distribution has 2.3 nats, a single peak 0.
        #expect(unscaled[3] < 0.2)
        #expect(scaled.allSatisfy { (1.5...2.3).contains($0) })
    }

    /// In nats, over the rows.
    private func meanEntropy(_ weights: Tensor) -> Double {
        let terms = weights.elements.filter { $0 > 0 }.map { -Double($0) * log(Double($0)) }
        return terms.reduce(0, +) / Double(weights.shape[0])
    }

    @Test("No sizes are an error")
    func noSizes() {
        #expect(throws: ExperimentError.emptyList(.dimensions)) { try DotVersusScaled().run(dimensions: []) }
    }
}

@Suite("Dropout in dot-vs-scaled")
struct DropoutTrainingTests {
    private func options() -> DotVersusScaled {
        var options = DotVersusScaled()
        options.seed = 1
        options.dropout = 0.25
        return options
    }

    @Test("Training changes the outputs, and neither weights nor scores")
    func weightsAreBeforeDropout() throws {
        let evaluated = try options().run()
        var training = options()
        training.isTraining = true
        let trained = try training.run()
        for (before, after) in zip(evaluated.attended, trained.attended) {
            #expect(before.weights == after.weights)
            #expect(before.scores == after.scores)
            #expect(before.output != after.output)
        }
    }

    @Test("Without training the probability of dropout changes nothing")
    func evaluation() throws {
        var other = options()
        other.dropout = 0
        #expect(try options().run().attended.map(\.output) == other.run().attended.map(\.output))
    }

    @Test("The draws are PyTorch's: numbers of reference.py")
    func outputs() throws {
        var training = options()
        training.isTraining = true
        let attended = try training.run().attended
        expectClose(
            try #require(attended[0].output),
            [2.6666667, 4.0000000, 5.3333333, 6.6666667, 13.3333333, 14.6666667, 16.0000000, 17.3333333])
        expectClose(
            try #require(attended[1].output),
            [2.6666667, 3.3333333, 4.0000000, 4.6666667, 11.5555556, 12.4444444, 13.3333333, 14.2222222])
    }
}

/// The tensor of that name.
func input(_ name: String, of experiment: Experiment) throws -> Tensor {
    try #require(experiment.inputs.first { $0.name == name }?.tensor)
}

extension Tensor {
    init(_ elements: some Collection<Float>) {
        do {
            try self.init(shape: [elements.count], elements: Array(elements))
        } catch {
            preconditionFailure("a vector has the shape of its elements: \(error)")
        }
    }
}
