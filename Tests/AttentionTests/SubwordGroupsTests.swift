import Attention
import Tensors
import Testing

struct SubwordGroupsTests {
    @Test(arguments: [
        (["[CLS]", "un", "##believ", "##able", "!", "[SEP]"], ["[CLS]", "unbelievable", "!", "[SEP]"]),
        (["<s>", "▁The", "▁heat", "map", "s", "</s>"], ["<s>", "The", "heatmaps", "</s>"]),
        (["<|endoftext|>", "The", "Ġheat", "map", "Ċ", "Next"], ["<|endoftext|>", "The", "heatmap", "\n", "Next"]),
        (["feel@@", "ing", "good"], ["feeling", "good"]),
        (["no", "marks"], ["no", "marks"]),
        (["##", "a"], ["##", "a"]),
        (["##ing", "x"], ["ing", "x"]),
        ([], []),
    ])
    func tokensBecomeWords(tokens: [String], words: [String]) {
        let groups = SubwordGroups(tokens)
        #expect(groups.words == words)
        #expect(groups.groups.flatMap { Array($0) } == Array(tokens.indices))
    }

    @Test func keysAddUpAndQueriesAverage() throws {
        let groups = SubwordGroups(["a", "##b", "c"])
        let weights = try Tensor(shape: [1, 3, 3], elements: [0.5, 0.25, 0.25, 0.1, 0.2, 0.7, 0, 0.4, 0.6])
        let merged = try SubwordGroups.merge(weights, queries: groups, keys: groups)
        #expect(merged.shape.dimensions == [1, 2, 2])
        for (found, expected) in zip(merged.elements, [0.525, 0.475, 0.4, 0.6] as [Float]) {
            #expect(abs(found - expected) < 1e-6)
        }
    }

    @Test func tokensOfAnotherNumberAreRefused() throws {
        let weights = try Tensor(repeating: 0.5, shape: [2, 2])
        let three = SubwordGroups(["a", "##b", "c"])
        let two = SubwordGroups(["a", "##b"])
        #expect(throws: AttentionError.tokenCount(axis: "keys", tokens: 3, positions: 2)) {
            _ = try SubwordGroups.merge(weights, queries: two, keys: three)
        }
    }
}
