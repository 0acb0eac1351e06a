import Heatmaps

/// A monospaced font: characters are 0.6 em wide, Han characters 1 em, with an ascent of 0.73 em and a descent of 0.2 em.
struct FixedWidthMeasurer: TextMeasuring {
    func measure(_ text: String, style: TextStyle) -> TextExtents {
        let em = style.size
        let isWide = text.unicodeScalars.contains { $0.value >= 0x2e80 }
        let hasTail = text.contains { "gjpqy,_$|()[]{}<>".contains($0) }
        let advance = text.reduce(0.0) { $0 + (($1.unicodeScalars.first?.value ?? 0) >= 0x2e80 ? 1 : 0.6) } * em
        let isBlank = text.allSatisfy(\.isWhitespace)
        let (above, under) = (isWide ? 0.88 * em : 0.73 * em, isWide || hasTail ? 0.2 * em : 0)
        let ink =
            isBlank
            ? SceneRect(x: 0, y: 0, width: 0, height: 0)
            : SceneRect(x: 0.02 * em, y: -above, width: advance - 0.04 * em, height: above + under)
        return TextExtents(advance: advance, ink: ink, ascent: 0.93 * em, descent: 0.24 * em)
    }
}
