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
}
