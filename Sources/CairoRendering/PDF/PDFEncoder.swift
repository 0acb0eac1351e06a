import CCairo
import Heatmaps

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes a scene as a PDF of one page, exactly as large as the figure, with text that can be selected.
struct PDFEncoder {
    let scene: FigureScene
    let shaper: TextShaper

    /// The largest number of cells that are drawn as rectangles; more are drawn as images.
    private static let mostVectorCells = 50_000

    func pdf() throws(RenderingError) -> [UInt8] {
        let sink = ByteSink()
        let surface = try CairoSurface.pdf(width: scene.page.width, height: scene.page.height, sink: sink)
        setMetadata(surface)
        let context = try CairoContext(surface)
        context.paint(scene.background)
        let isVector = scene.cellCount <= Self.mostVectorCells
        for item in scene.items {
            switch item {
            case .cells(let block):
                try draw(block, isVector: isVector, on: context)
            case .strokes(let group):
                context.saved { context.stroke(group) }
            case .polygon(let polygon):
                context.saved { context.draw(polygon) }
            case .polyline(let line):
                context.saved { context.draw(line) }
            case .text(let run):
                try context.show(run, shaper: shaper)
            }
        }
        try context.check("draw the figure")
        cairo_show_page(context.pointer)
        try surface.finish()
        return sink.bytes
    }

    /// The date is that of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), else a fixed one:
    /// the same figure has the same bytes.
    private func setMetadata(_ surface: CairoSurface) {
        let epoch = getenv("SOURCE_DATE_EPOCH").flatMap { Int(String(cString: $0)) } ?? 0
        for (kind, text) in [
            (CAIRO_PDF_METADATA_TITLE, scene.title), (CAIRO_PDF_METADATA_SUBJECT, scene.description),
            (CAIRO_PDF_METADATA_AUTHOR, scene.author), (CAIRO_PDF_METADATA_KEYWORDS, scene.keywords),
        ] where !text.isEmpty {
            cairo_pdf_surface_set_metadata(surface.pointer, kind, text.withoutControls)
        }
        cairo_pdf_surface_set_metadata(surface.pointer, CAIRO_PDF_METADATA_CREATOR, "attnviz")
        cairo_pdf_surface_set_metadata(surface.pointer, CAIRO_PDF_METADATA_CREATE_DATE, PDFEncoder.date(epoch))
    }

    /// Seconds since 1970 as ISO 8601, in UTC.
    private static func date(_ seconds: Int) -> String {
        var time = time_t(max(0, min(seconds, 253_402_300_799)))
        var parts = tm()
        gmtime_r(&time, &parts)
        var buffer = [CChar](repeating: 0, count: 32)
        let length = strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(decoding: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private func draw(_ block: CellBlock, isVector: Bool, on context: CairoContext) throws(RenderingError) {
        let width = block.frame.width / Double(block.columns)
        let height = block.frame.height / Double(block.rows)
        let isLarge = isVector && min(width, height) >= 1
        // Below rectangles an image needs one pixel for each cell; alone it has 300 dots per inch to be sharp in print.
        let sides = [width, height].map { isLarge ? 1 : max(1, Int((300.0 / 72 * $0).rounded(.up))) }
        try drawImage(sides == [1, 1] ? block : block.enlarged(wide: sides[0], high: sides[1]), on: context)
        guard isLarge else { return }
        for row in 0..<block.rows {
            for column in 0..<block.columns {
                context.setColor(block.color(row: row, column: column))
                context.fill(
                    SceneRect(
                        x: block.frame.x + width * Double(column), y: block.frame.y + height * Double(row),
                        width: width,
                        height: height))
            }
        }
    }

    private func drawImage(_ block: CellBlock, on context: CairoContext) throws(RenderingError) {
        let surface = try CairoSurface.image(width: block.columns, height: block.rows)
        surface.withPixels { pixels, stride in
            for row in 0..<block.rows {
                for column in 0..<block.columns {
                    pixels[row * stride + column] = block.color(row: row, column: column).opaquePixel
                }
            }
        }
        context.saved {
            cairo_translate(context.pointer, block.frame.x, block.frame.y)
            cairo_scale(
                context.pointer, block.frame.width / Double(block.columns), block.frame.height / Double(block.rows))
            cairo_set_source_surface(context.pointer, surface.pointer, 0, 0)
            cairo_pattern_set_filter(cairo_get_source(context.pointer), CAIRO_FILTER_NEAREST)
            cairo_paint(context.pointer)
        }
    }
}
