import CCairo

/// Owns a Pango layout of one line.
final class TextLayout {
    let pointer: OpaquePointer
    let line: UnsafeMutablePointer<PangoLayoutLine>

    /// - Parameter font: taken over and freed.
    init?(_ text: String, font: OpaquePointer?, context: OpaquePointer) {
        defer { pango_font_description_free(font) }
        guard let layout = pango_layout_new(context) else { return nil }
        pango_layout_set_font_description(layout, font)
        // A label is one line, also where it has a paragraph separator inside.
        pango_layout_set_single_paragraph_mode(layout, 1)
        text.withCString { pango_layout_set_text(layout, $0, -1) }
        guard let line = pango_layout_get_line_readonly(layout, 0) else {
            g_object_unref(UnsafeMutableRawPointer(layout))
            return nil
        }
        pointer = layout
        self.line = line
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(pointer)) }
}
