import Foundation
import Testing

@testable import Attention

/// Byte-level tokens are decoded; ordinary words in the same characters are not.
struct TokenEncodingTests {
    /// `bytes_to_unicode` of GPT-2, as it is written there.
    static let gpt2: [UInt8: Unicode.Scalar] = {
        var bytes = Array(UInt8(ascii: "!")...UInt8(ascii: "~")) + Array(0xA1...0xAC) + Array(0xAE...0xFF)
        var characters = bytes.map(UInt32.init)
        var n: UInt32 = 0
        for byte in UInt8.min...UInt8.max where !bytes.contains(byte) {
            bytes.append(byte)
            characters.append(256 + n)
            n += 1
        }
        return Dictionary(uniqueKeysWithValues: zip(bytes, characters.compactMap(Unicode.Scalar.init)))
    }()

    static func byteLevel(_ text: String) -> String {
        String(String.UnicodeScalarView(text.utf8.compactMap { gpt2[$0] }))
    }

    private func texts(_ tokens: [String]) -> [String] {
        let encoding = TokenEncoding(tokens)
        return tokens.map(encoding.text)
    }

    @Test func theAlphabetIsThatOfGPT2() {
        #expect(Self.gpt2.count == 256)
        for (byte, scalar) in Self.gpt2 { #expect(ByteAlphabet.byte(scalar) == byte) }
        let characters = Set(Self.gpt2.values.map(\.value))
        for value in UInt32(0)...0x400 where !characters.contains(value) {
            #expect(Unicode.Scalar(value).flatMap(ByteAlphabet.byte) == nil)
        }
    }

    @Test func byteLevelTokensOfManyScripts() {
        let words = [
            " Café", " naïve", "東京", " Привет", "\n", "\t", " 👍", "“quoted”", "n’t", " €", " 你好", " ελληνικά", " עברית",
            " العربية", " हिन्दी", " ไทย", " 한국어", "\u{200D}", "¿", " ¡Hola", "Ünal", "½", "\r\n",
        ]
        #expect(texts(words.map(Self.byteLevel)) == words)
        // Each alone with a plain token in front.
        for word in words { #expect(texts(["The", "\u{120}a", Self.byteLevel(word)]) == ["The", " a", word]) }
    }

    @Test func textWithoutSpacesIsDecodedToo() {
        for words in [["東京", "は", "日本", "の", "首都"], ["你好", "世界"], ["Привет", "мир"], ["café"], ["“", "Да", "”"]] {
            #expect(texts(words.map(Self.byteLevel)) == words, "\(words)")
        }
    }

    @Test func piecesOfACharacterShowTheirBytes() {
        // 東 as E6 9D and B1; 💩 as F0 9F, 92 and A9.
        let pieces = ["æĿ", "±", "Ġmeans", "ĠðŁ", "Ĵ", "©", "."]
        #expect(texts(pieces) == ["<E6 9D>", "<B1>", " means", " <F0 9F>", "<92>", "<A9>", "."])
        #expect(
            texts(["▁", "<0xE6>", "<0x9D>", "<0xB1>", "▁is", "<0x0A>"]) == ["▁", "<E6>", "<9D>", "<B1>", "▁is", "\n"])
        // A text cut inside its first and its last character.
        #expect(texts(["±", "Ġis", "ĠæĿ±", "ĠæĿ"]) == ["<B1>", " is", " 東", " <E6 9D>"])
    }

    @Test func specialAndAddedTokensAreKept() {
        let tokens = ["<|im_start|>", "<｜begin▁of▁sentence｜>", "Ġ<br>", "ĠcafÃ©", "[INST]", "東"]
        #expect(
            texts(tokens) == ["<|im_start|>", "<｜begin▁of▁sentence｜>", " <br>", " café", "[INST]", "東"])
        #expect(texts(["ca", "fÃ©</w>", "<|endoftext|>"]) == ["ca", "fé</w>", "<|endoftext|>"])
    }

    @Test(
        "Ordinary words are kept",
        arguments: [
            ["café"], ["un", "café", "noir"], ["Le", "café", "est", "fermé"], ["naïve"], ["Ünal", "Öl", "für"],
            ["½", "cup"],
            ["MENÜ", "»"], ["«", "MENÜ", "»"], ["MENÜ»"], ["LIBERTÉ»"], ["qualité»", "voilà»"], ["Ã", "©"],
            ["Māori", "whānau"], ["rīga", "māja"], ["več", "čas"], ["ĉu", "vi"], ["Ġimgħa", "hawn", "ħaġa"],
            ["pół", "stół"],
            ["Łódź", "ł"], ["â€™"], ["São", "Paulo"], ["é"], ["à", "é", "è"], ["señor", "¿qué", "¡no"],
            ["25°", "±", "µ"],
            ["Ġle", "Ġcafé"], ["Ġcafé", "Ġest", "Ġfermé"], ["▁café", "▁ã"], ["caf", "##é"], ["東京", "は"],
            ["Ñandú", "Ñ"], [""], ["Ġorġ", "kiel", "ħobż"], ["Malta", "Ħal", "Ġgantija", "il-Ġimgħa", "ċ"],
            ["Ġorġ"], ["Ġimgħa", "Ġdid"], ["Ġorna", "il-Ġid"], ["Ĝis", "Ġœuf"],
        ])
    func ordinaryWords(tokens: [String]) {
        #expect(!TokenEncoding(tokens).isByteLevel || tokens.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        #expect(texts(tokens) == tokens)
    }

    @Test("A letter is no mark of a space")
    func letters() {
        for words in [["Ġorġ", "kiel", "ħobż"], ["Malta", "Ħal", "Ġgantija", "il-Ġimgħa", "ċ"], ["Ġorna", "il-Ġid"]] {
            #expect(SubwordGroups(words).words == words)
            #expect(!TokenEncoding(words).marksSpaces)
        }
        #expect(TokenEncoding(["Ġle", "Ġcafé", "<|ż|>"]).marksSpaces)
        #expect(TokenEncoding(["a", "ĊĠĠ", "Ġb"]).isByteLevel && TokenEncoding(["Ġa", "ĠĠĠ", ",Ċ"]).isByteLevel)
    }

    @Test func aListWithoutOrderIsDecodedWhereMostOfItIsText() {
        #expect(texts(["ĠcafÃ©", "ĠnaÃ¯ve", "å¥", "Ġb"]) == [" café", " naïve", "<E5 A5>", " b"])
    }

    /// A text and its tokens, see Fixtures/README.md.
    private struct Tokenized: Decodable {
        let text: String
        let tokens: [String]
    }

    @Test func tokensOfQwenAreItsTexts() throws {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
        let data = try Data(contentsOf: folder.appendingPathComponent("qwen-tokens.json"))
        let all = try JSONDecoder().decode([Tokenized].self, from: data)
        #expect(all.count == 18)
        for entry in all {
            let words = SubwordGroups(entry.tokens).words
            // Words lose the space before them, and none shows bytes.
            #expect(words.joined().filter { $0 != " " } == entry.text.filter { $0 != " " }, "\(words)")
            let encoding = TokenEncoding(entry.tokens)
            let bytes = entry.tokens.flatMap(encoding.bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == entry.text)
            // A text that is already decoded stays as it is.
            let pieces = entry.text.split(separator: " ").map(String.init)
            #expect(pieces.map(TokenEncoding(pieces).text) == pieces)
        }
    }
}
