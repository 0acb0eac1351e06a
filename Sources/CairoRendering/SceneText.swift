import CCairo
import Heatmaps

extension CairoContext {
    /// Moves to the place of a run and turns as it asks.
    private func at(_ run: TextRun, _ draw: () -> Void) {
        saved {
            cairo_translate(pointer, run.origin.x, run.origin.y)
            cairo_rotate(pointer, -run.direction.angle)
            setColor(run.color)
            cairo_move_to(pointer, 0, 0)
            draw()
        }
    }

    /// Fills the outlines of a run: the same pixels with every version of cairo.
    func fill(_ run: TextRun, shaper: TextShaper) {
        at(run) {
            shaper.withLine(run.text, style: run.style) { $0.addOutline(to: self) }
            cairo_fill(pointer)
        }
    }

    /// Draws a run as text that a reader can select and search.
    func show(_ run: TextRun, shaper: TextShaper) {
        at(run) {
            shaper.withLine(run.text, style: run.style) { $0.show(on: self) }
        }
    }
}
