/// Shortens long labels.
struct Ellipsis<Measurer: TextMeasuring> {
    let width: Double
    let style: TextStyle
    let measurer: Measurer

    /// The text, or as much of its beginning as fits `width` with an ellipsis behind it.
    func shortened(_ text: String) -> String {
        guard measurer.measure(text, style: style).advance > width else { return text }
        let characters = Array(text)
        // The longest beginning that fits: `fits` characters do, `beyond` do not.
        var (fits, beyond) = (0, characters.count)
        while beyond - fits > 1 {
            let middle = fits + (beyond - fits) / 2
            if measurer.measure(ending(characters[..<middle]), style: style).advance <= width {
                fits = middle
            } else {
                beyond = middle
            }
        }
        return ending(characters[..<fits])
    }

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
