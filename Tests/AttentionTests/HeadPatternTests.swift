import Attention
import Tensors
import Testing

struct HeadPatternTests {
    /// Each of 6 queries gives `share` to the key that the rule names and the rest evenly to the others.
    private func pattern(share: Float, key: (Int) -> Int) throws -> HeadPattern {
        let rows = (0..<6).flatMap { query in
            (0..<6).map { $0 == key(query) ? share : (1 - share) / 5 }
        }
        return try AttentionStatistics(Tensor(shape: [6, 6], elements: rows)).heads[0].pattern
    }

    @Test func theKeyWithMostAttentionNamesTheHead() throws {
        #expect(try pattern(share: 0.625) { max(0, $0 - 1) } == .previousToken)
        #expect(try pattern(share: 0.625) { min(5, $0 + 1) } == .nextToken)
        #expect(try pattern(share: 0.625) { $0 } == .diagonal)
        #expect(try pattern(share: 0.625) { _ in 0 } == .sink)
        #expect(try pattern(share: 0.625) { _ in 3 } == .vertical)
        #expect(try pattern(share: 1.0 / 6) { $0 } == .broad)
        #expect(try pattern(share: 1) { ($0 + 3) % 6 } == .mixed)
    }

    @Test func halfOfTheAttentionIsEnough() throws {
        #expect(try pattern(share: 0.5) { $0 } == .diagonal)
        #expect(try pattern(share: 0.4375) { $0 } != .diagonal)
    }

    /// Even weights over the keys so far are as broad as a causal head can be, though most keys have none.
    @Test func causalHeadsAreMeasuredByTheKeysTheyMaySee() throws {
        let rows = (0..<8).flatMap { query in (0..<8).map { $0 <= query ? 1 / Float(query + 1) : 0 } }
        let head = try AttentionStatistics(Tensor(shape: [8, 8], elements: rows)).heads[0]
        #expect(abs(head.entropy - head.largestEntropy) < 1e-6)
        #expect(head.pattern == .broad)
    }

    @Test func rulesAreTexts() {
        #expect(HeadPattern.previousToken.rule == "previous >= 0.5")
        #expect(HeadPattern.broad.rule == "entropy >= 0.8 of even weights")
    }

    @Test func nothingToMeasureIsMixed() throws {
        let nothing = try Tensor(repeating: .nan, shape: [3, 3])
        #expect(try AttentionStatistics(nothing).heads[0].pattern == .mixed)
    }
}
