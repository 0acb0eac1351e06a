import Heatmaps

/// Measures text as it will be drawn, and remembers which characters no font could draw.
package final class PangoTextMeasurer: TextMeasuring {
    private struct Key: Hashable {
        let text: String
        let style: TextStyle
    }

    let shaper: TextShaper
    private var known: [Key: TextExtents] = [:]
    private var missing: Set<Unicode.Scalar> = []

    /// - Throws: `RenderingError.cairo` when Pango cannot open the fonts of this machine.
    package init() throws(RenderingError) {
        shaper = try TextShaper()
    }

    package func measure(_ text: String, style: TextStyle) -> TextExtents {
        let key = Key(text: text, style: style)
        if let extents = known[key] { return extents }
        let line = shaper.line(text, style: style)
        missing.formUnion(line?.missingScalars ?? [])
        let nothing = SceneRect(x: 0, y: 0, width: 0, height: 0)
        let extents = line?.extents ?? TextExtents(advance: 0, ink: nothing, ascent: style.size, descent: 0)
        known[key] = extents
        return extents
    }

    /// The characters measured so far that no font of this machine can draw, by code point.
    package var missingScalars: [Unicode.Scalar] {
        missing.sorted()
    }
}
