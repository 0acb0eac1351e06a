import CCairo
import Heatmaps

/// One line of text that Pango has shaped. Valid only inside `TextShaper.withLine`.
struct ShapedLine {
    let layout: OpaquePointer
    let line: UnsafeMutablePointer<PangoLayoutLine>

    /// Extents in points, from the left end of the baseline.
    var extents: TextExtents {
        var ink = PangoRectangle()
        var logical = PangoRectangle()
        pango_layout_line_get_extents(line, &ink, &logical)
        func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }
        return TextExtents(
            advance: points(logical.width),
            ink: Rect(x: points(ink.x), y: points(ink.y), width: points(ink.width), height: points(ink.height)),
            ascent: -points(logical.y), descent: points(logical.y + logical.height))
    }

    /// The characters that no font on this machine can draw.
    var missingScalars: [Unicode.Scalar] {
        guard pango_layout_get_unknown_glyphs_count(layout) > 0 else { return [] }
        var scalars: [Unicode.Scalar] = []
        var node = line.pointee.runs
        while let current = node {
            if let run = current.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self),
                let string = run.pointee.glyphs?.pointee, let glyphs = string.glyphs
            {
                for index in 0..<Int(string.num_glyphs) {
                    // Pango marks a missing glyph by a flag and keeps its code point in the bits below.
                    let flag: UInt32 = 0x1000_0000
                    let glyph = glyphs[index].glyph
                    guard glyph != 0x0fff_ffff, glyph & flag != 0 else { continue }
                    if let scalar = Unicode.Scalar(glyph & ~flag) { scalars.append(scalar) }
                }
            }
            node = current.pointee.next
        }
        return scalars
    }

    /// Adds the outlines to the path of `context`, the baseline beginning at its current point.
    func addOutline(to context: CairoContext) {
        pango_cairo_layout_line_path(context.pointer, line)
    }

    /// Draws the line as text, the baseline beginning at the current point of `context`.
    func show(on context: CairoContext) {
        pango_cairo_show_layout_line(context.pointer, line)
    }
}
