import CCairo
import Heatmaps

extension CairoContext {
    /// Runs `draw` with the origin and the direction of a run.
    private func at(_ run: TextRun, _ draw: () -> Void) {
        saved {
            cairo_translate(pointer, run.origin.x, run.origin.y)
            cairo_rotate(pointer, -run.direction.angle)
            setColor(run.color)
            draw()
        }
    }

    /// Fills the outlines of a run: the same pixels with every version of cairo.
    func fill(_ run: TextRun, shaper: TextShaper) throws(RenderingError) {
        guard let line = shaper.line(run.text, style: run.style) else { return }
        let images = try line.images()
        at(run) {
            line.addOutline(to: self)
            cairo_fill(pointer)
            images.forEach(draw)
        }
    }

    /// Draws a run as text that a reader can select and search.
    func show(_ run: TextRun, shaper: TextShaper) throws(RenderingError) {
        guard let line = shaper.line(run.text, style: run.style) else { return }
        let images = try line.images()
        let blank = images.isEmpty ? nil : shaper.line(" ", style: run.style)
        at(run) {
            line.show(on: self, blank: blank)
            images.forEach(draw)
        }
    }
}
