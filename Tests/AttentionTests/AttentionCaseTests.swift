import Attention
import Tensors
import Testing

/// Every case of the fixture: raw scores, weights and outputs within the case's own tolerance.
struct AttentionCaseTests {
    @Test func fixtureIsComplete() throws {
        #expect(try AttentionCase.load().count == 85)
    }

    @Test(arguments: try AttentionCase.load())
    func agreesWithTorch(_ problem: AttentionCase) throws {
        let result = try problem.result()
        let output = try #require(result.output)
        for (name, found) in [("scores", result.scores), ("weights", result.weights), ("output", output)] {
            let expected = try #require(problem.expected[name])
            let tolerance = try #require(problem.tolerances[name])
            #expect(found.shape.dimensions == expected.shape, "\(name)")
            let worst = zip(found.elements, expected.data).enumerated().first { _, pair in
                !agree(pair.0, pair.1, within: tolerance)
            }
            #expect(worst == nil, "\(name) at \(worst?.offset ?? 0)")
        }
    }

    /// Invariants that figures rely on: masked cells have weight 0, and the other rows sum to 1.
    @Test(arguments: try AttentionCase.load())
    func weightsAreAMaskedDistribution(_ problem: AttentionCase) throws {
        let result = try problem.result()
        let keys = result.weights.shape[result.weights.shape.rank - 1]
        #expect(result.masked?.shape ?? result.weights.shape == result.weights.shape)
        #expect((result.masked == nil) == (problem.options.mask.kind == "none"))
        for start in stride(from: 0, to: result.weights.elements.count, by: keys) {
            let row = result.weights.elements[start..<start + keys]
            guard !row.contains(where: \.isNaN) else { continue }
            let sum = row.reduce(0.0) { $0 + Double($1) }
            if let masked = result.masked?.elements[start..<start + keys], !masked.contains(false) {
                #expect(problem.fill == .largeNegative ? abs(sum - 1) <= 1e-6 : sum == 0)
                continue
            }
            #expect(abs(sum - 1) <= 1e-6)
            // With a fill of -1e6, a masked key has weight only if the other scores are below -1e6.
            guard problem.id != "c063-extreme-fill-wins" else { continue }
            for (weight, isMasked) in zip(row, result.masked?.elements[start..<start + keys] ?? []) where isMasked {
                #expect(weight == 0)
            }
        }
    }
}

/// Whether two numbers agree: NaN with NaN, an infinity with itself, other numbers within the tolerance.
func agree(_ found: Float, _ expected: Float, within tolerance: Float) -> Bool {
    if expected.isNaN { return found.isNaN }
    return found == expected || abs(found - expected) <= tolerance
}
