import Attention
import Support
import TensorFiles
import Tensors
import Testing

@testable import AttentionFigures

/// Masks, rollouts and saved results of sources in files and in memory.
struct SourceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A mask of a file is the same mask in memory.
    @Test func masksOfFilesAreThoseInMemory() throws {
        var generator = TorchGenerator(seed: 4)
        let (queries, keys) = (try generator.normal([3, 5, 4]), try generator.normal([3, 6, 4]))
        for shape in [[5, 6], [1, 5, 6], [1, 3, 5, 6]] {
            let bias = try generator.normal(shape).map { $0 > 0.8 ? -.infinity : $0 }
            for name in ["mask.npy", "mask.safetensors"] {
                let mask = try AttentionMask(folder.stored(bias, in: name))
                let found = try ScaledDotProductAttention().weights(queries: queries, keys: keys, mask: mask)
                let expected = try ScaledDotProductAttention().weights(
                    queries: queries, keys: keys, mask: .additive(bias))
                #expect(found.values == expected.values && found.masked == expected.masked)
            }
        }
        let ragged = try AttentionMask(folder.stored(Tensor(repeating: 0, shape: [5, 5])))
        #expect(
            throws: AttentionError.maskMismatch(
                mask: .additiveMask, allowed: [[5, 6], [1, 5, 6], [1, 3, 5, 6], [1, 6]], found: [5, 5])
        ) { _ = try ScaledDotProductAttention().weights(queries: queries, keys: keys, mask: ragged) }
    }

    @Test func validLengthsOfFilesAreWholeNumbers() throws {
        let one = try AttentionMask(validLengths: folder.stored(Tensor(shape: [2], elements: [1, 4])))
        guard case .validLengths([1, 4]) = one else {
            Issue.record("found \(one)")
            return
        }
        let each = try AttentionMask(
            validLengths: folder.stored(Tensor(shape: [2, 2], elements: [1, 4, 0, 2]), in: "each.npy"))
        guard case .validLengthsPerQuery([[1, 4], [0, 2]]) = each else {
            Issue.record("found \(each)")
            return
        }
        let refusals: [(Tensor, ValidLengthsError)] = [
            (try Tensor(shape: [2], elements: [1, 2.5]), .notWhole(2.5)),
            (try Tensor(shape: [1], elements: [.infinity]), .notWhole(.infinity)),
            (try Tensor(repeating: 1, shape: [1, 1, 1]), .shape(try Shape([1, 1, 1]))),
        ]
        for (tensor, expected) in refusals {
            let stored = try folder.stored(tensor, in: "bad.npy")
            #expect {
                _ = try AttentionMask(validLengths: stored)
            } throws: { error in
                (error as? SourceError)?.underlying as? ValidLengthsError == expected
            }
        }
    }

    /// The axes layer and head of a rollout may be in any order.
    @Test func rolloutsFollowLayersInAnyOrder() throws {
        var generator = TorchGenerator(seed: 5)
        let weights = try MaskedSoftmax()(generator.normal([3, 2, 6, 6])).weights
        let expected = try AttentionRollout()(weights)
        let straight = try AttentionWeights(rollout: AttentionWeights(weights))
        #expect(straight.values == expected && straight.axes.all.map(\.name) == ["query", "key"])
        let names = ["head", "query", "layer", "key"]
        let turned = try StoredWeights(folder.stored(weights.permuted([1, 2, 0, 3])), names: names)
        #expect(try AttentionWeights(rollout: turned).values == expected)
        let last = WeightsPart(selection: try AxisSelection([("layer", .list([2]))]))
        let alone = try AttentionRollout()(Tensor(shape: [1, 2, 6, 6], elements: weights.slice(2).elements))
        #expect(try AttentionWeights(rollout: turned, part: last).values == alone)
        var pass = RowPass(threads: 2)
        (pass.leastRows, pass.blockElements) = (1, 12)
        #expect(try AttentionWeights(rollout: turned, pass: pass).values == expected)
        let batches = try AttentionWeights(
            weights, axes: WeightAxes(leading: [("batch", 3), ("head", 2)], queryCount: 6, keyCount: 6))
        #expect(throws: WeightsError.rolloutAxis("batch")) { _ = try AttentionWeights(rollout: batches) }
    }

    /// Weights, scores and outputs of files are those of whole matrices.
    @Test func computedResultsAreSaved() throws {
        var generator = TorchGenerator(seed: 6)
        let (queries, keys) = (try generator.normal([2, 33, 4]), try generator.normal([2, 20, 4]))
        let values = try generator.normal([2, 20, 3])
        var inputs = ComputedInputs(
            queries: .stored(try folder.stored(queries, in: "q.npy")),
            keys: .stored(try folder.stored(keys, in: "k.safetensors")), values: .tensor(values), mask: .causal)
        inputs.fill = .largeNegative
        let source = try ComputedWeights(inputs)
        let whole = try SoftAttention(score: ScaledDotProductScore(), fill: .largeNegative)(
            queries: queries.addingLeadingAxis(), keys: keys.addingLeadingAxis(),
            values: values.addingLeadingAxis(), mask: .causal)
        var pass = RowPass(threads: 3)
        (pass.leastRows, pass.blockElements) = (1, 100)
        func saved(_ file: PreparedFile) throws -> Tensor {
            try file.commit()
            return try TensorFile.open(folder.path("out.npy")).tensor().read()
        }
        let path = folder.path("out.npy")
        #expect(try saved(source.save(to: path, pass: pass)) == whole.weights.slice(0))
        #expect(try saved(source.saveScores(to: path, pass: pass)) == whole.scores.slice(0))
        #expect(try saved(source.saveOutput(to: path, pass: pass)) == whole.output?.slice(0))
        let part = WeightsPart(selection: try AxisSelection([("head", .position(1)), ("query", .list([30, 2]))]))
        let rows = try #require(whole.output).slice(0).slice(1)
        #expect(
            try saved(source.saveOutput(part, to: path, pass: pass)).elements
                == rows.slice(30).elements + rows.slice(2).elements)
        inputs.values = nil
        let without = try ComputedWeights(inputs)
        #expect(throws: AttentionError.valueCountMismatch(keys: 20, values: 0)) {
            _ = try without.saveOutput(to: path)
        }
    }
}
