import CCairo
import Heatmaps

/// One line of text that Pango has shaped, at the size it is wanted.
struct ShapedLine {
    let layout: TextLayout
    /// Points of the page for each point of the layout.
    let scale: Double

    init(_ layout: TextLayout, scale: Double) {
        self.layout = layout
        self.scale = scale
    }

    /// Extents in points, from the left end of the baseline.
    var extents: TextExtents {
        var ink = PangoRectangle()
        var logical = PangoRectangle()
        pango_layout_line_get_extents(layout.line, &ink, &logical)
        func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) * scale }
        return TextExtents(
            advance: points(logical.width),
            ink: SceneRect(x: points(ink.x), y: points(ink.y), width: points(ink.width), height: points(ink.height)),
            ascent: -points(logical.y), descent: points(logical.y + logical.height))
    }

    /// The characters that no font on this machine can draw.
    var missingScalars: [Unicode.Scalar] {
        guard pango_layout_get_unknown_glyphs_count(layout.pointer) > 0 else { return [] }
        var scalars: [Unicode.Scalar] = []
        for run in glyphRuns {
            guard let glyphs = run.glyphs.pointee.glyphs else { continue }
            for index in 0..<Int(run.glyphs.pointee.num_glyphs) {
                // Pango marks a missing glyph by a flag and keeps its code point in the bits below.
                let flag: UInt32 = 0x1000_0000
                let glyph = glyphs[index].glyph
                guard glyph != 0x0fff_ffff, glyph & flag != 0 else { continue }
                if let scalar = Unicode.Scalar(glyph & ~flag) { scalars.append(scalar) }
            }
        }
        return scalars
    }

    /// Adds the outlines to the path of `context`, the baseline beginning at its origin. Glyphs with colours have none: see
    /// `images`.
    func addOutline(to context: CairoContext) {
        cairo_scale(context.pointer, scale, scale)
        for run in glyphRuns where !run.isColored {
            cairo_move_to(context.pointer, run.x, 0)
            pango_cairo_glyph_string_path(context.pointer, run.font, run.glyphs)
        }
        cairo_scale(context.pointer, 1 / scale, 1 / scale)
    }

    /// Draws the line as text, the baseline beginning at the origin of `context`. Glyphs that have colours are left to
    /// `images`: blanks stand for them, so that readers find their characters.
    ///
    /// - Parameter blank: a shaped space.
    func show(on context: CairoContext, blank: ShapedLine?) {
        let text = pango_layout_get_text(layout.pointer)
        context.saved {
            cairo_scale(context.pointer, scale, scale)
            for run in glyphRuns {
                if run.isColored {
                    if let text { blank?.glyphRuns.first?.showBlank(for: run, of: text, on: context) }
                } else {
                    cairo_move_to(context.pointer, run.x, 0)
                    pango_cairo_show_glyph_item(context.pointer, text, run.item)
                }
            }
        }
    }
}
