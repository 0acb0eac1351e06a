import CCairo
import Heatmaps

/// Draws a scene into pixels: cells, frames and ticks on whole dots, text and hatching by cairo.
struct SceneRasterizer {
    let scene: FigureScene
    let shaper: TextShaper
    /// Dots for each point.
    let scale: Double

    init(_ scene: FigureScene, resolution: Double, shaper: TextShaper) {
        self.scene = scene
        self.shaper = shaper
        scale = resolution / 72
    }

    func raster() throws(RenderingError) -> Raster {
        let limit = 32_767.0
        let wide = (scene.page.width * scale).rounded()
        let high = (scene.page.height * scale).rounded()
        guard wide >= 1, high >= 1, wide <= limit, high <= limit else {
            throw .imageTooLarge(width: wide, height: high, limit: Int(limit))
        }
        let surface = try CairoSurface.image(
            width: Int(wide), height: Int(high), isOpaque: scene.background != nil)
        let context = try CairoContext(surface)
        context.paint(scene.background)
        for item in scene.items {
            switch item {
            case .cells(let block):
                surface.withPixels { pixels, stride in
                    fill(block, pixels, stride: stride, width: Int(wide), height: Int(high))
                }
            case .strokes(let group):
                context.saved { stroke(group, on: context) }
            case .polygon(let polygon):
                context.saved {
                    cairo_scale(context.pointer, scale, scale)
                    context.draw(polygon)
                }
            case .polyline(let line):
                context.saved {
                    cairo_scale(context.pointer, scale, scale)
                    context.draw(line)
                }
            case .text(let run):
                cairo_scale(context.pointer, scale, scale)
                try context.fill(run, shaper: shaper)
                cairo_identity_matrix(context.pointer)
            }
        }
        try context.check("draw the figure")
        return Raster(surface: surface, width: Int(wide), height: Int(high), isOpaque: scene.background != nil)
    }

    /// Cell edges are rounded once per row and column, so that no dot is a mixture of two cells.
    private func fill(
        _ block: CellBlock, _ pixels: UnsafeMutableBufferPointer<UInt32>, stride: Int, width: Int, height: Int
    ) {
        func edges(_ start: Double, _ length: Double, _ count: Int, _ limit: Int) -> [Int] {
            (0...count).map { index in
                let edge = ((start + length * Double(index) / Double(count)) * scale).rounded()
                return Int(min(max(edge, 0), Double(limit)))
            }
        }
        let xs = edges(block.frame.x, block.frame.width, block.columns, width)
        let ys = edges(block.frame.y, block.frame.height, block.rows, height)
        let colors = block.palette.map(\.opaquePixel)
        for row in 0..<block.rows where ys[row] < ys[row + 1] {
            let first = ys[row] * stride
            for column in 0..<block.columns {
                let color = colors[Int(block.indices[row * block.columns + column])]
                for x in xs[column]..<xs[column + 1] { pixels[first + x] = color }
            }
            // The other dot rows of the cell row are copies of its first.
            let (left, right) = (xs[0], xs[block.columns])
            for y in ys[row] + 1..<max(ys[row] + 1, ys[row + 1]) {
                for x in left..<right { pixels[y * stride + x] = pixels[first + x] }
            }
        }
    }

    /// Vertical and horizontal lines and frames are filled as rectangles of whole dots; cairo strokes other lines.
    private func stroke(_ group: StrokeGroup, on context: CairoContext) {
        let dots = max(1, (group.width * scale).rounded())
        context.setColor(group.color)
        var others: [SceneLine] = []
        for line in group.lines {
            let (x0, x1) = (min(line.start.x, line.end.x) * scale, max(line.start.x, line.end.x) * scale)
            let (y0, y1) = (min(line.start.y, line.end.y) * scale, max(line.start.y, line.end.y) * scale)
            if x0 == x1 {
                let (top, bottom) = (y0.rounded(), y1.rounded())
                context.fill(SceneRect(x: (x0 - dots / 2).rounded(), y: top, width: dots, height: bottom - top))
            } else if y0 == y1 {
                let (left, right) = (x0.rounded(), x1.rounded())
                context.fill(SceneRect(x: left, y: (y0 - dots / 2).rounded(), width: right - left, height: dots))
            } else {
                others.append(line)
            }
        }
        for outline in group.outlines {
            let (left, right) = ((outline.x * scale).rounded(), (outline.maxX * scale).rounded())
            let (top, bottom) = ((outline.y * scale).rounded(), (outline.maxY * scale).rounded())
            let width = right - left + 2 * dots
            context.fill(SceneRect(x: left - dots, y: top - dots, width: width, height: dots))
            context.fill(SceneRect(x: left - dots, y: bottom, width: width, height: dots))
            context.fill(SceneRect(x: left - dots, y: top, width: dots, height: bottom - top))
            context.fill(SceneRect(x: right, y: top, width: dots, height: bottom - top))
        }
        guard !others.isEmpty else { return }
        cairo_scale(context.pointer, scale, scale)
        context.stroke(StrokeGroup(color: group.color, width: group.width, lines: others, outlines: []))
    }
}
