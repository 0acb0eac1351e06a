import Testing

@testable import Tensors

struct MersenneTwisterTests {
    /// The check value of the C++ standard, [rand.predef].
    @Test func tenThousandthOutputOfTheDefaultSeed() {
        var engine = MersenneTwister(seed: 5489)
        for _ in 1..<10_000 { _ = engine.next() }
        #expect(engine.next() == 4_123_659_995)
    }

    @Test(arguments: try TorchVectors.load().mt19937.map { ($0.seed, $0.u32) })
    func firstOutputs(seed: UInt32, expected: [UInt32]) {
        var engine = MersenneTwister(seed: seed)
        #expect(expected.map { _ in engine.next() } == expected)
    }

    @Test func pairHoldsTheFirstOutputHigh() {
        var engine = MersenneTwister(seed: 0)
        #expect(engine.nextPair() == UInt64(2_357_136_044) << 32 | 2_546_248_239)
    }
}
