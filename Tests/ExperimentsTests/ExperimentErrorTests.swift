import Attention
import Experiments
import Testing

@Suite("Options of experiments that have no meaning")
struct ExperimentErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let error: ExperimentError
        let run: @Sendable () throws -> Experiment

        /// An option of dot-vs-scaled.
        init(_ name: String, _ error: ExperimentError, _ change: @escaping @Sendable (inout DotVersusScaled) -> Void) {
            testDescription = name
            self.error = error
            run = {
                var options = DotVersusScaled()
                options.validLengths = nil
                change(&options)
                return try options.run()
            }
        }

        init(_ name: String, _ error: ExperimentError, run: @escaping @Sendable () throws -> Experiment) {
            testDescription = name
            self.error = error
            self.run = run
        }
    }

    private static func scores(_ change: (inout ScoreFunctionsExperiment) -> Void) throws -> Experiment {
        var options = ScoreFunctionsExperiment()
        change(&options)
        return try options.run()
    }

    private static func additive(_ lengths: [Int]) throws -> Experiment {
        var options = AdditiveAttentionExperiment()
        options.validLengths = lengths
        return try options.run()
    }

    private static func identity(_ count: Int) throws -> Experiment {
        var options = IdentityWeights()
        options.count = count
        return try options.run()
    }

    static let cases = [
        Case("no queries", .outOfRange(.queries, value: 0, allowed: 1...1024)) { $0.queryCount = 0 },
        Case("a billion queries", .outOfRange(.queries, value: 1_000_000_000, allowed: 1...1024)) {
            $0.queryCount = 1_000_000_000
        },
        Case("no keys", .outOfRange(.keys, value: 0, allowed: 1...4096)) { $0.keyCount = 0 },
        Case("as many keys as can be counted", .outOfRange(.keys, value: .max, allowed: 1...4096)) {
            $0.keyCount = .max
        },
        Case("a negative size", .outOfRange(.dimension, value: -1, allowed: 1...16_384)) { $0.dimension = -1 },
        Case("a size beyond the limit", .outOfRange(.dimension, value: .max, allowed: 1...16_384)) {
            $0.dimension = .max
        },
        Case("all sizes at their limits", .tooManyElements(found: 1 << 36, limit: 1 << 27)) {
            ($0.queryCount, $0.keyCount, $0.dimension) = (1024, 4096, 16_384)
        },
        Case("one length for two queries", .lengthCount(expected: 2, found: 1)) { $0.validLengths = [3] },
        Case("a negative length", .negativeLength(-2, query: 1)) { $0.validLengths = [3, -2] },
        Case("a bad size among several", .outOfRange(.dimensions, value: 0, allowed: 1...16_384)) {
            try DotVersusScaled().run(dimensions: [2, 0])
        },
        Case("sizes that are too many together", .tooManyElements(found: 9 * 163_840 * 100, limit: 1 << 27)) {
            var options = DotVersusScaled()
            (options.queryCount, options.validLengths) = (100, nil)
            return try options.run(dimensions: Array(repeating: 16_384, count: 1000))
        },
        Case("score-functions without queries", .outOfRange(.queries, value: 0, allowed: 1...1024)) {
            try scores { $0.queryCount = 0 }
        },
        Case("score-functions of a huge size", .outOfRange(.dimension, value: .max, allowed: 1...1024)) {
            try scores { $0.dimension = .max }
        },
        Case("additive with three lengths", .lengthCount(expected: 2, found: 3)) { try additive([1, 2, 3]) },
        Case("additive with a negative length", .negativeLength(-1, query: 0)) { try additive([-1, 2]) },
        Case("an identity of nothing", .outOfRange(.size, value: 0, allowed: 1...4096)) { try identity(0) },
        Case("a huge identity", .outOfRange(.size, value: .max, allowed: 1...4096)) { try identity(.max) },
    ]

    @Test("Are refused by name", arguments: cases)
    func refused(_ example: Case) {
        #expect(throws: example.error) { try example.run() }
    }

    @Test("A dropout of 1 or more, or of no number", arguments: [1, 1.5, -0.1, .infinity])
    func dropout(probability: Double) {
        var options = DotVersusScaled()
        options.dropout = probability
        #expect(throws: AttentionError.dropoutProbabilityOutOfRange(probability)) { try options.run() }
    }

    @Test("Sentences name the option, what is allowed, and what was found")
    func sentences() {
        let outside = ExperimentError.outOfRange(.dimension, value: 0, allowed: 1...16)
        #expect("\(outside)" == "dimension must be from 1 to 16, found 0")
        #expect(
            "\(ExperimentError.lengthCount(expected: 1, found: 2))"
                == "valid lengths needs 1 number, one for each query, found 2")
        #expect(
            "\(ExperimentError.negativeLength(-2, query: 1))"
                == "valid lengths counts keys, so its numbers must be 0 or more; found -2 for query 1")
        #expect("\(ExperimentError.emptyList(.dimensions))" == "dimensions needs at least one number")
    }
}
