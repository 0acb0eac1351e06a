import Attention
import Tensors
import Testing

struct AttentionComparisonTests {
    @Test func agreesWithNumPy() throws {
        let fixture = try HeadStatisticsFixture.load().comparison
        let comparison = try AttentionComparison(fixture.first.tensor, fixture.second.tensor)
        #expect(comparison.leadingShape == [3, 2])
        for (found, expected) in [
            (comparison.totalVariation, fixture.totalVariation), (comparison.jensenShannon, fixture.jensenShannon),
        ] {
            #expect(found.count == expected.count)
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-12 })
        }
    }

    @Test func equalWeightsHaveNoDistanceAndDisjointOnesTheLargest() throws {
        let first = try Tensor(shape: [2, 2], elements: [1, 0, 0.3, 0.7])
        let same = try AttentionComparison(first, first)
        #expect(same.totalVariation == [0] && same.jensenShannon == [0])
        let one = try Tensor(shape: [1, 2], elements: [1, 0])
        let other = try AttentionComparison(one, Tensor(shape: [1, 2], elements: [0, 1]))
        #expect(other.totalVariation == [1])
        #expect(abs(other.jensenShannon[0] - 0.693147180559945) < 1e-12)
    }

    @Test func queriesWithoutWeightsDoNotCount() throws {
        let first = try Tensor(shape: [3, 2], elements: [1, 0, .nan, .nan, 0, 0])
        let second = try Tensor(shape: [3, 2], elements: [0.5, 0.5, 1, 0, 1, 0])
        #expect(try AttentionComparison(first, second).totalVariation == [0.5])
        let nothing = try Tensor(repeating: 0, shape: [3, 2])
        #expect(try AttentionComparison(first, nothing).totalVariation[0].isNaN)
    }

    @Test func shapesMustAgree() throws {
        #expect(throws: AttentionError.weightShapesDiffer(first: [2, 3], second: [3, 2])) {
            _ = try AttentionComparison(Tensor(repeating: 0.5, shape: [2, 3]), Tensor(repeating: 0.5, shape: [3, 2]))
        }
    }
}
