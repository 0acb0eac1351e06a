/// Shortens long labels.
struct Ellipsis<Measurer: TextMeasuring> {
    let width: Double
    let style: TextStyle
    let measurer: Measurer

    /// The text, or as much of its beginning as fits `width` with an ellipsis behind it.
    ///
    /// - Complexity: beginnings of at most twice the length of the result are measured, however long the text is.
    func shortened(_ text: String) -> String {
        let beginning = LineLimit.beginning(of: text)
        let characters = Array(beginning ?? text[...])
        // The longest beginning that fits: `fits` characters do, `beyond` do not.
        var (fits, beyond) = (0, Self.firstGuess)
        while beyond < characters.count, fitsWidth(ending(characters[..<beyond])) {
            (fits, beyond) = (beyond, 2 * beyond)
        }
        if beyond >= characters.count {
            if beginning == nil, fitsWidth(text) { return text }
            beyond = characters.count
            if beginning != nil, fitsWidth(ending(characters[...])) { return ending(characters[...]) }
        }
        while beyond - fits > 1 {
            let middle = fits + (beyond - fits) / 2
            if fitsWidth(ending(characters[..<middle])) { fits = middle } else { beyond = middle }
        }
        return ending(characters[..<fits])
    }

    /// Most labels have fewer characters than this and are measured once.
    private static var firstGuess: Int { 48 }

    private func fitsWidth(_ text: String) -> Bool { measurer.measure(text, style: style).advance <= width }

    private func ending(_ beginning: ArraySlice<Character>) -> String { String(beginning) + "\u{2026}" }
}

/// Breaks text into lines at its spaces.
enum TextWrap {
    /// As few lines as hold the text in `width` points; a word that is wider stands alone.
    static func lines(_ text: String, width: Double, style: TextStyle, measurer: some TextMeasuring) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, measurer.measure("\(last) \(word)", style: style).advance <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
