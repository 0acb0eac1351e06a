/// How much of a text one line of a page can hold. Longer texts are cut before they are shaped, which takes time and memory for
/// each character.
package enum LineLimit {
    /// The largest page is 14,400 pt wide, and the smallest letters that can be read take more than 3 pt.
    static let mostScalars = 4096
    /// More marks on one letter than this occur in no language (Unicode Standard Annex 15, stream-safe text format); their
    /// accents would be a column as high as the page.
    static let mostMarks = 30
    /// How many of too many marks are kept.
    private static let keptMarks = 2
    /// Tooltips and sentences that name a position show this much of its token.
    static let mostScalarsInSentence = 200

    /// The beginning of the text that a line can hold; nil for a text that a line holds whole.
    ///
    /// - Parameter most: the number of scalars that a line holds.
    /// - Complexity: O(`most`), however long the text is.
    package static func beginning(of text: String, most: Int = mostScalars) -> Substring? {
        guard text.utf8.count > mostMarks else { return nil }
        var (count, marks) = (0, 0)
        let scalars = text.unicodeScalars
        var end = scalars.startIndex
        for index in scalars.indices {
            marks = isMark(scalars[index]) ? marks + 1 : 0
            guard marks <= mostMarks else { return text[..<end] }
            guard count < most else { return text[..<index] }
            if marks <= keptMarks { end = scalars.index(after: index) }
            count += 1
        }
        return nil
    }

    /// The text, or of one too long for any line the beginning, which is too long as well, also after four characters of an
    /// encoded token became one.
    package static func prefix(of text: String) -> String {
        text.utf8.count > 4 * mostScalars ? String(text.unicodeScalars.prefix(4 * mostScalars + 1)) : text
    }

    /// The text, or what a line holds of it with an ellipsis behind it.
    package static func cut(_ text: String, to most: Int = mostScalars) -> String {
        beginning(of: text, most: most).map { $0 + "\u{2026}" } ?? text
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        // The first mark of Unicode is U+0300.
        guard scalar.value >= 0x300 else { return false }
        return [.nonspacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
    }
}
