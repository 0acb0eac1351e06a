import Tensors
import Testing

@testable import Attention

/// Weights between words against plain loops.
struct MergedRowsTests {
    private static let queryTokens = ["[CLS]", "un", "##believ", "##able", "!", "heat", "##map"]
    private static let keyTokens = ["a", "##b", "c", "d", "##e"]

    private static func weights(isMasked: Bool) throws -> AttentionWeights {
        var generator = TorchGenerator(seed: 8)
        let values = try generator.uniform([2, 7, 5], from: 0, to: 1)
        // The pieces of some words are masked in part, those of others all of them.
        let mask = (0..<70).map { index in
            let (query, key) = (index / 5 % 7, index % 5)
            return key >= 3 && query < 4 || index % 4 == 0
        }
        var weights = try AttentionWeights(
            values, masked: isMasked ? BooleanTensor(shape: [2, 7, 5], elements: mask) : nil)
        weights.axes.queries.labels = queryTokens
        weights.axes.keys.labels = keyTokens
        return weights
    }

    @Test(arguments: [1, 2, 3, 4], [true, false])
    func wordsAreSumsOverKeysAndMeansOverQueries(height: Int, isMasked: Bool) throws {
        let weights = try Self.weights(isMasked: isMasked)
        let rows = try MergedRows(
            weights.rows, queries: SubwordGroups(Self.queryTokens), keys: SubwordGroups(Self.keyTokens))
        let found = try rows.all(height: height)
        var (expected, masked) = ([Float](), [Bool]())
        for head in 0..<2 {
            for queries in [[0], [1, 2, 3], [4], [5, 6]] {
                for keys in [[0, 1], [2], [3, 4]] {
                    let pieces = queries.flatMap { query in keys.map { (head * 7 + query) * 5 + $0 } }
                    let open = pieces.filter { weights.masked?.elements[$0] != true }
                    let sum = open.reduce(0.0) { $0 + Double(weights.values.elements[$1]) }
                    expected.append(Float(sum / Double(queries.count)))
                    masked.append(open.isEmpty)
                }
            }
        }
        #expect(found.weights == expected)
        #expect(found.masked == (isMasked ? masked : nil))
        #expect(masked.contains(true) == isMasked && masked.contains(false))
        #expect(rows.axes.queries.labels == ["[CLS]", "unbelievable", "!", "heatmap"])
        #expect(rows.axes.keys.labels == ["ab", "c", "de"])
        #expect(rows.axes.dimensions == [2, 4, 3])
    }

    @Test func keysAddUpAndQueriesAverage() throws {
        var weights = try AttentionWeights(
            Tensor(shape: [1, 3, 3], elements: [0.5, 0.25, 0.25, 0.1, 0.2, 0.7, 0, 0.4, 0.6]))
        weights.axes.queries.labels = ["a", "##b", "c"]
        weights.axes.keys.labels = ["a", "##b", "c"]
        let merged = try weights.mergingWords()
        #expect(merged.values.shape.dimensions == [1, 2, 2])
        for (found, expected) in zip(merged.values.elements, [0.525, 0.475, 0.4, 0.6] as [Float]) {
            #expect(abs(found - expected) < 1e-6)
        }
        #expect(merged.axes.queries.labels == ["ab", "c"] && merged.axes.keys.labels == ["ab", "c"])
    }

    @Test func rowsStillSumToOne() throws {
        var generator = TorchGenerator(seed: 1)
        let scores = try generator.normal([1, 7, 5])
        var weights = try AttentionWeights(MaskedSoftmax()(scores).weights)
        weights.axes.queries.labels = Self.queryTokens
        weights.axes.keys.labels = Self.keyTokens
        let merged = try weights.mergingWords()
        for query in 0..<4 {
            #expect(abs(merged.values.slice(0).slice(query).elements.reduce(0, +) - 1) < 1e-6)
        }
    }

    @Test func tokensOfAnotherNumberAreRefused() throws {
        let weights = try AttentionWeights(Tensor(repeating: 0.5, shape: [2, 2]))
        let three = SubwordGroups(["a", "##b", "c"])
        let two = SubwordGroups(["a", "##b"])
        #expect(throws: AttentionError.tokenCount(axis: "keys", tokens: 3, positions: 2)) {
            _ = try MergedRows(weights.rows, queries: two, keys: three)
        }
        #expect(throws: AttentionError.tokenCount(axis: "queries", tokens: 0, positions: 2)) {
            _ = try weights.mergingWords()
        }
    }
}
