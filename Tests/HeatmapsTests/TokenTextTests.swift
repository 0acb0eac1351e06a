import Testing

@testable import Heatmaps

struct TokenTextTests {
    @Test(arguments: [
        ("cat", "cat"), ("\u{0120}cat", " cat"), ("\u{2581}cat", " cat"), ("\u{010a}", "\u{21b5}"),
        ("  ", "\u{2423}\u{2423}"), ("\t\n", "\u{21e5}\u{21b5}"), ("", ""), ("a b", "a b"),
        ("\u{202e}abc", "U+202Eabc"), ("\u{200b}", "U+200B"), ("a\u{200d}b", "a\u{200d}b"), ("\u{feff}", "U+FEFF"),
    ])
    func tokensAreReadable(token: String, shown: String) {
        #expect(TokenText.visible(token) == shown)
    }

    @Test(arguments: [
        (" café", " café"), (" ", "\u{2423}"), ("\n\n", "\u{21b5}\u{21b5}"), (".\n", ".\u{21b5}"),
        ("\tif", "\u{21e5}if"),
        ("\u{0120}a", "\u{0120}a"), ("\u{202e}abc", "U+202Eabc"), ("", ""),
    ])
    func decodedTokensHaveNoMarks(token: String, shown: String) {
        #expect(TokenText.printable(token) == shown)
    }
}
