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
