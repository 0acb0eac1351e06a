import CCairo
import Heatmaps

/// Owns a cairo context.
final class CairoContext {
    let pointer: OpaquePointer

    /// - Throws: `RenderingError.cairo` when the surface is unusable.
    init(_ surface: CairoSurface) throws(RenderingError) {
        guard let pointer = cairo_create(surface.pointer) else {
            throw .cairo(operation: "begin drawing", reason: "out of memory")
        }
        self.pointer = pointer
        try check("begin drawing")
    }

    deinit { cairo_destroy(pointer) }

    /// - Throws: `RenderingError.cairo` when any operation since the beginning failed.
    func check(_ operation: String) throws(RenderingError) {
        let status = cairo_status(pointer)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .cairo(operation: operation, reason: String(cString: cairo_status_to_string(status)))
        }
    }

    /// Runs `draw` and restores the state of the context.
    func saved(_ draw: () -> Void) {
        cairo_save(pointer)
        draw()
        cairo_restore(pointer)
    }

    func setColor(_ color: RGBColor) {
        cairo_set_source_rgb(
            pointer, CairoContext.channel(color.red), CairoContext.channel(color.green),
            CairoContext.channel(color.blue))
    }

    /// Rounded up at the sixth decimal, which is what a PDF holds: every viewer then rounds back to the same byte.
    private static func channel(_ byte: UInt8) -> Double {
        (Double(byte) / 255 * 1e6).rounded(.up) / 1e6
    }

    /// Covers the page; nil leaves it transparent.
    func paint(_ background: RGBColor?) {
        guard let background else { return }
        setColor(background)
        cairo_paint(pointer)
    }

    func fill(_ rect: SceneRect) {
        cairo_rectangle(pointer, rect.x, rect.y, rect.width, rect.height)
        cairo_fill(pointer)
    }

    func draw(_ polygon: ScenePolygon) {
        for corner in polygon.corners { cairo_line_to(pointer, corner.x, corner.y) }
        cairo_close_path(pointer)
        setColor(polygon.fill)
        cairo_fill_preserve(pointer)
        setColor(polygon.line)
        cairo_set_line_width(pointer, polygon.width)
        cairo_set_line_join(pointer, CAIRO_LINE_JOIN_ROUND)
        cairo_stroke(pointer)
    }

    /// Changes the dashes of the context: call it inside `saved(_:)`.
    func draw(_ line: ScenePolyline) {
        for point in line.points { cairo_line_to(pointer, point.x, point.y) }
        setColor(line.color)
        cairo_set_line_width(pointer, line.width)
        cairo_set_line_join(pointer, CAIRO_LINE_JOIN_ROUND)
        cairo_set_dash(pointer, line.dash, Int32(line.dash.count), 0)
        cairo_stroke(pointer)
    }

    func stroke(_ group: StrokeGroup) {
        setColor(group.color)
        cairo_set_line_width(pointer, group.width)
        for line in group.lines {
            cairo_move_to(pointer, line.start.x, line.start.y)
            cairo_line_to(pointer, line.end.x, line.end.y)
        }
        for outline in group.outlines {
            let rect = outline.insetBy(-group.width / 2)
            cairo_rectangle(pointer, rect.x, rect.y, rect.width, rect.height)
        }
        cairo_stroke(pointer)
    }
}
