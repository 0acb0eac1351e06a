import Attention
import Experiments
import Testing

@Suite("Scores over many draws")
struct ScoreSamplingTests {
    /// Numbers with seven decimals are those that reference.py prints: of variance, entropy, largest weight and Jacobian
    /// norm the mean and the standard error.
    private func expect(_ statistics: ScoreStatistics, _ expected: [Double]) {
        let estimates = [
            statistics.variance, statistics.entropy, statistics.largestWeight, statistics.jacobianNorm,
        ]
        let found = estimates.flatMap { [$0.mean, $0.standardError] }
        for (place, pair) in zip(found, expected).enumerated() {
            #expect(abs(pair.0 - pair.1) <= 2e-6 * max(1, pair.1), "\(statistics.score), number \(place)")
        }
    }

    @Test("Dot and scaled dot product agree with NumPy, each size from the same seed")
    func dotVersusScaled() throws {
        var sampling = ScoreSampling()
        (sampling.seed, sampling.keyCount, sampling.draws) = (11, 6, 20)
        let study = try sampling.dotVersusScaled(dimensions: [32, 2])
        #expect(study.statistics.map(\.dimension) == [32, 32, 2, 2])
        #expect(study.statistics.map(\.score) == [.dot, .scaledDot, .dot, .scaledDot])
        #expect(study.statistics.map(\.expectedVariance) == [32, 1, 2, 1])
        let expected = [
            [24.4462682, 3.5512152, 0.4132569, 0.0753094, 0.8708227, 0.0288857, 0.1635051, 0.0312373],
            [0.7639459, 0.1109755, 1.5353226, 0.0445559, 0.3875785, 0.0277410, 0.3843676, 0.0068863],
            [2.5871786, 0.6894908, 1.2529106, 0.1131760, 0.4821704, 0.0553255, 0.3502868, 0.0251418],
            [1.2935893, 0.3447454, 1.4181493, 0.0873824, 0.4140596, 0.0470647, 0.3688193, 0.0160807],
        ]
        for (statistics, numbers) in zip(study.statistics, expected) { expect(statistics, numbers) }
    }

    @Test("All six scores agree with NumPy")
    func allScores() throws {
        var sampling = ScoreSampling()
        (sampling.seed, sampling.keyCount, sampling.draws) = (4, 5, 10)
        let study = try sampling.allScores(dimension: 4)
        #expect(study.statistics.map(\.score) == [.dot, .scaledDot, .cosine, .additive, .bilinear, .gaussian])
        let expected = [
            [4.7573205, 2.9540302, 1.1326059, 0.0969242, 0.5361032, 0.0482804, 0.3887912, 0.0253313],
            [1.1893301, 0.7385076, 1.3989179, 0.0750507, 0.3901859, 0.0389410, 0.4075859, 0.0053099],
            [0.2202045, 0.0460567, 1.5303852, 0.0146376, 0.3145511, 0.0137705, 0.4066442, 0.0014080],
            [0.0367399, 0.0111095, 1.5955184, 0.0038750, 0.2414362, 0.0070422, 0.4014137, 0.0004249],
            [0.7607715, 0.1641624, 1.3861847, 0.0457096, 0.4135495, 0.0301061, 0.4083691, 0.0070795],
            [7.4603345, 3.3974993, 1.0074338, 0.0668641, 0.6068325, 0.0361674, 0.3809695, 0.0188829],
        ]
        for (statistics, numbers) in zip(study.statistics, expected) { expect(statistics, numbers) }
    }

    @Test("The variance of the scores is d, and 1 when scaled, within four standard errors")
    func theory() throws {
        var sampling = ScoreSampling()
        sampling.draws = 400
        for statistics in try sampling.dotVersusScaled(dimensions: [2, 16, 64]).statistics {
            let expected = try #require(statistics.expectedVariance)
            #expect(abs(statistics.variance.mean - expected) < 4 * statistics.variance.standardError)
        }
    }

    @Test("The recommendation follows from the numbers")
    func recommendation() throws {
        var sampling = ScoreSampling()
        sampling.draws = 200
        let both = try sampling.dotVersusScaled(dimensions: [2, 4, 256]).recommendation
        #expect(both.contains("Up to d = 4 the dot product will do"))
        #expect(both.contains("From d = 256 on, divide by sqrt(d)"))
        let small = try sampling.dotVersusScaled(dimensions: [2]).recommendation
        #expect(small.contains("for every d here: the dot product will do"))
        let large = try sampling.dotVersusScaled(dimensions: [512]).recommendation
        #expect(large.contains("From d = 512 on") && !large.contains("Up to"))
        let all = try sampling.allScores(dimension: 8).recommendation
        #expect(all.contains("The sharpest is 'Dot-product'"))
        #expect(
            all.hasSuffix("Nearly even, and so without a choice before training or a larger scale: Cosine, Additive."))
    }

    @Test("Sizes and numbers of draws have limits")
    func limits() throws {
        var sampling = ScoreSampling()
        sampling.draws = 1
        #expect(throws: ExperimentError.outOfRange(.draws, value: 1, allowed: 2...1_000_000)) {
            _ = try sampling.dotVersusScaled(dimensions: [2])
        }
        sampling.draws = 1_000_000
        #expect(throws: ExperimentError.tooManyDraws(numbers: 10_240_000_000, limit: 1 << 32)) {
            _ = try sampling.dotVersusScaled(dimensions: [1024])
        }
        sampling.draws = 2
        sampling.keyCount = 1
        #expect(throws: ExperimentError.outOfRange(.keys, value: 1, allowed: 2...4096)) {
            _ = try sampling.allScores(dimension: 2)
        }
        #expect(throws: ExperimentError.emptyList(.dimensions)) {
            _ = try sampling.dotVersusScaled(dimensions: [])
        }
    }
}
