import Attention
import Tensors
import Testing

struct AttentionRolloutTests {
    @Test func agreesWithNumPy() throws {
        let fixture = try HeadStatisticsFixture.load().rollout
        let weights = try fixture.weights.tensor
        for (residual, expected) in [(0.5, fixture.half), (0, fixture.none), (0.2, fixture.fifth)] {
            let rollout = try AttentionRollout(residual: residual)(weights)
            #expect(rollout.shape.dimensions == [4, 4])
            for (found, value) in zip(rollout.elements, expected.data) {
                #expect(abs(found - value) <= 1e-7, "residual \(residual)")
            }
        }
    }

    /// Layer 0 moves token 0 to position 1, layer 1 moves position 1 to position 2; in the other order nothing reaches
    /// position 2.
    @Test func layerZeroActsFirst() throws {
        let first: [Float] = [1, 0, 0, 1, 0, 0, 0, 0, 1]
        let second: [Float] = [1, 0, 0, 0, 1, 0, 0, 1, 0]
        let rollout = try AttentionRollout(residual: 0)(Tensor(shape: [2, 1, 3, 3], elements: first + second))
        #expect(rollout[2, 0] == 1)
        let other = try AttentionRollout(residual: 0)(Tensor(shape: [2, 1, 3, 3], elements: second + first))
        #expect(other[2, 0] == 0)
    }

    @Test func queriesWithoutWeightKeepTheirToken() throws {
        let weights = try Tensor(shape: [1, 1, 2, 2], elements: [0, 0, 0.5, 0.5])
        #expect(try AttentionRollout(residual: 0)(weights).elements == [1, 0, 0.5, 0.5])
        #expect(try AttentionRollout()(weights).elements == [1, 0, 0.25, 0.75])
    }

    @Test func aNaNStaysWithThoseWhoAttendToIt() throws {
        let layer: [Float] = [.nan, .nan, 0, 1]
        let weights = try Tensor(shape: [2, 1, 2, 2], elements: layer + layer)
        let rollout = try AttentionRollout()(weights)
        #expect(rollout[0, 0].isNaN && rollout[1, 1] == 1)
    }

    @Test func wrongShapesAndSharesAreRefused() throws {
        #expect(throws: AttentionError.notSquare(operand: .weights, found: [1, 1, 2, 3])) {
            _ = try AttentionRollout()(Tensor(repeating: 0.5, shape: [1, 1, 2, 3]))
        }
        #expect(throws: AttentionError.unexpectedRank(operand: .weights, allowed: [4], found: [2, 2])) {
            _ = try AttentionRollout()(Tensor(repeating: 0.5, shape: [2, 2]))
        }
        for share in [-0.1, 1, .nan] {
            #expect(throws: AttentionError.self) { _ = try AttentionRollout(residual: share) }
        }
    }
}
