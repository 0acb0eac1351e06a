import Experiments
import Tensors
import Testing

// Literals with seven decimals: reference.py.

@Suite("The experiment identity")
struct IdentityWeightsTests {
    @Test("Each query attends to its own place", arguments: [1, 10])
    func identity(count: Int) throws {
        var options = IdentityWeights()
        options.count = count
        let weights = try options.run().attended[0].weights
        #expect(weights.shape.dimensions == [count, count])
        #expect(weights.elements.enumerated().allSatisfy { $1 == ($0 % (count + 1) == 0 ? 1 : 0) })
    }

    @Test("The colours begin at 0, also where nothing is 0")
    func colours() throws {
        var options = IdentityWeights()
        options.count = 1
        let scale = try options.run().figure.colorScales()[0]
        #expect(scale.minimum == 0 && scale.maximum == 1)
    }
}

@Suite("The experiment masked-softmax")
struct MaskedSoftmaxExperimentTests {
    @Test("One length for each batch row, then one for each query, on new scores")
    func seedZero() throws {
        let experiment = try MaskedSoftmaxExperiment().run()
        #expect(experiment.attended.map(\.weights.shape.dimensions) == [[2, 2, 4], [2, 2, 4]])
        expectClose(
            experiment.attended[0].scores,
            [
                0.4962566, 0.7682218, 0.0884774, 0.1320305, 0.3074228, 0.6340787, 0.4900934, 0.8964447, 0.4556280,
                0.6323063, 0.3488935, 0.4017173, 0.0223258, 0.1688589, 0.2938884, 0.5185218,
            ], tolerance: 1e-7)
        expectClose(
            experiment.attended[0].weights,
            [
                0.4324247, 0.5675753, 0, 0, 0.4190545, 0.5809455, 0, 0, 0.3234141, 0.3859129, 0.2906730, 0, 0.2881988,
                0.3336805, 0.3781207, 0,
            ])
        expectClose(
            experiment.attended[1].weights,
            [
                1, 0, 0, 0, 0.3316195, 0.4188754, 0.2495051, 0, 0.4666748, 0.5333252, 0, 0, 0.1836689, 0.2216991,
                0.2070590, 0.3875730,
            ])
    }

    @Test("Batch rows are the rows of the figure, ways of masking its columns")
    func figure() throws {
        let experiment = try MaskedSoftmaxExperiment().run()
        let figure = experiment.figure
        #expect(figure.titles.columns == ["Lengths [2, 3]", "Lengths [[1, 3], [2, 4]]"])
        #expect(figure.titles.rows == ["Batch 0", "Batch 1"])
        for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let panel = try #require(figure.panel(row: row, column: column))
            #expect(panel.values == experiment.attended[column].weights.slice(row))
        }
        let masked = try #require(figure.panel(row: 1, column: 1)?.masked)
        #expect(masked == [false, false, true, true, false, false, false, false])
    }
}

@Suite("The experiment additive")
struct AdditiveAttentionExperimentTests {
    @Test("By default equal keys get equal weights among the first 2 and 6")
    func articleDefaults() throws {
        let attended = try #require(AdditiveAttentionExperiment().run().attended.first)
        let first = [Float](repeating: 0.5, count: 2) + [Float](repeating: 0, count: 8)
        let second = [Float](repeating: 1.0 / 6, count: 6) + [Float](repeating: 0, count: 4)
        #expect(attended.weights.shape.dimensions == [2, 10])
        expectClose(attended.weights, first + second, tolerance: 1e-7)
        expectClose(try #require(attended.output), [2, 3, 4, 5, 10, 11, 12, 13])
    }

    @Test("A length of 0 gives even weights, as in the article")
    func noValidKey() throws {
        var options = AdditiveAttentionExperiment()
        options.validLengths = [0, 1]
        let weights = try options.run().attended[0].weights
        expectClose(
            weights, [Float](repeating: 0.1, count: 10) + [1] + [Float](repeating: 0, count: 9), tolerance: 1e-7)
    }

    @Test("Layers are drawn after the queries in the order W_k, W_q, w_v")
    func seedThree() throws {
        var options = AdditiveAttentionExperiment()
        options.seed = 3
        options.validLengths = [4, 10]
        let experiment = try options.run()
        let queries = try input("queries", of: experiment)
        #expect(queries.shape.dimensions == [2, 1, 20])
        expectClose(Tensor(queries.elements[0..<4]), [-0.0766443, 0.3598815, -0.7820168, 0.0715277])
        expectClose(Tensor(queries.elements[20..<24]), [1.0460228, 0.5221870, -0.1668090, 0.0530334])
        // The last draws: they are right only when all draws before them are.
        expectClose(
            try input("w_v", of: experiment),
            [0.2723885, 0.3274138, 0.1365229, 0.3491119, -0.3418919, 0.0669101, 0.0508302, 0.2438336])
        let scores = experiment.attended[0].scores
        expectClose(Tensor([scores[0, 0], scores[1, 9]]), [0.0137729, 0.4110649])
        expectClose(try #require(experiment.attended[0].output), [6, 7, 8, 9, 18, 19, 20, 21])
    }
}

@Suite("The experiment score-functions")
struct ScoreFunctionsExperimentTests {
    @Test("All scores of one set of queries and keys")
    func seedFive() throws {
        var options = ScoreFunctionsExperiment()
        (options.seed, options.queryCount, options.keyCount, options.dimension) = (5, 2, 3, 4)
        let attended = try options.run().attended
        let expected: [(String, [Float])] = [
            ("Dot-product", [1.0080287, 0.2950564, -1.0057632, -1.6162884, -2.7356215, 2.4339531]),
            ("Scaled dot-product", [0.5040143, 0.1475282, -0.5028816, -0.8081442, -1.3678108, 1.2169766]),
            ("Cosine", [0.6122688, 0.2227409, -0.5631936, -0.4537536, -0.9545154, 0.6299502]),
            ("Additive", [0.1673884, 0.1125823, -0.0035661, 0.0098241, 0.0094479, -0.0991535]),
            ("Bilinear", [-0.1038669, -0.6575889, 0.3470579, -0.1634158, 0.2808108, -0.1146809]),
            ("Gaussian", [-0.6688296, -1.0300300, -2.8587502, -5.7936598, -6.5612211, -1.9195470]),
        ]
        #expect(attended.map(\.title) == expected.map(\.0))
        for (attended, expected) in zip(attended, expected) { expectClose(attended.scores, expected.1) }
        expectClose(attended[5].weights, [0.5528634, 0.3852570, 0.0618796, 0.0201596, 0.0093570, 0.9704834])
    }

    @Test("Every row of weights sums to 1, under one colour scale")
    func weights() throws {
        let experiment = try ScoreFunctionsExperiment().run()
        #expect(experiment.figure.rows == 2 && experiment.figure.columns == 3)
        #expect(try experiment.figure.colorScales().count == 1)
        for attended in experiment.attended {
            for row in 0..<6 {
                #expect(abs(attended.weights.slice(row).elements.reduce(0, +) - 1) < 1e-6)
            }
        }
    }
}
