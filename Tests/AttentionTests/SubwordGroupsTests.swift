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
        (["æĿ", "±", "Ġmeans", "ĠðŁ", "Ĵ", "©", "Ġ."], ["東", "means", "💩", "."]),
        (
            ["<s>", "▁", "<0xE6>", "<0x9D>", "<0xB1>", "▁is", "▁To", "ky", "o", "</s>"],
            ["<s>", "東", "is", "Tokyo", "</s>"]
        ),
        (["æĿ", "±", "äº¬", "ãģ¯"], ["東", "京", "は"]),
        (["Ġ", "æĿ", "±", "Ġ", "Ġx"], ["東", " ", "x"]),
        (["Ġca", "fÃ", "©"], ["café"]),
        (["Ġca", "fé", "Ġnoir"], ["café", "noir"]),
        (["ca", "t</w>", "cafÃ", "©</w>", "s", "</w>"], ["cat", "café", "s"]),
        (["<|startoftext|>", "ca", "t</w>", "<|endoftext|>"], ["<|startoftext|>", "cat", "<|endoftext|>"]),
        (["un", "￭believ", "￭able", "pre￭", "fix", "e", "￭-￭", "mail"], ["unbelievable", "prefix", "e-mail"]),
        (["a", "￭", "b"], ["ab"]),
        (["Ġthe", "###", "Ġheading"], ["the###", "heading"]),
        (["<0xF0>", "<0x9F>", "<0x92>", "a"], ["<F0 9F 92>", "a"]),
        ([], []),
    ])
    func tokensBecomeWords(tokens: [String], words: [String]) {
        let groups = SubwordGroups(tokens)
        #expect(groups.words == words)
        #expect(groups.groups.flatMap { Array($0) } == Array(tokens.indices))
    }

    @Test func marksOfTheWholeListApplyToAPart() {
        let encoding = TokenEncoding(["Ġthe", "ĠcafÃ©", "s"])
        #expect(SubwordGroups(["ĠcafÃ©", "s"], encoding: encoding).words == ["cafés"])
        #expect(SubwordGroups(["s"], encoding: encoding).joinsNothing)
        #expect(SubwordGroups(["no", "marks"]).joinsNothing)
        #expect(!SubwordGroups(["a", "##b"]).joinsNothing)
    }
}
