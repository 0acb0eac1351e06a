/// The look of one line of text.
package struct TextStyle: Hashable, Sendable {
    /// Font families in order of preference, separated by commas.
    package var family: String
    /// The size of the em square in points.
    package var size: Double

    package init(family: String, size: Double) {
        self.family = family
        self.size = size
    }
}

/// The extents of one line of text in points, measured from the left end of its baseline.
package struct TextExtents: Hashable, Sendable {
    /// The distance to where a following text would begin.
    package let advance: Double
    /// The box of the ink; `y` is negative above the baseline. A line without ink has an empty box.
    package let ink: SceneRect
    /// The font's own line: its height above and below the baseline, the same for every text of a font.
    package let ascent: Double
    package let descent: Double

    package init(advance: Double, ink: SceneRect, ascent: Double, descent: Double) {
        self.advance = advance
        self.ink = ink
        self.ascent = ascent
        self.descent = descent
    }

    /// What the text covers: its ink, and its whole advance from side to side.
    ///
    /// Not the font's line: a fallback font for another script can have lines of half as much again as its letters.
    package var box: SceneRect {
        let across = SceneRect(x: 0, y: ink.y, width: advance, height: ink.height)
        return ink.width > 0 ? across.union(ink) : across
    }
}

/// Measures text for the layout. It must be the one whose shapes are drawn later, or texts may overlap.
package protocol TextMeasuring {
    func measure(_ text: String, style: TextStyle) -> TextExtents
}

extension TextMeasuring {
    /// The height of a capital letter, by which lines are centred.
    func capHeight(_ style: TextStyle) -> Double {
        -measure("H", style: style).ink.y
    }
}
