import Heatmaps

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes a scene as SVG: cells as crisp vector runs, text as outlines, the figure's facts as title and description.
///
/// Cairo's own SVG surface is not used: it seams cells, counts its ids up from figure to figure, and differs from version
/// to version. The outlines are the ones cairo draws everywhere else.
struct SVGWriter {
    let scene: Scene
    let shaper: TextShaper

    /// With more cells than this, a file of vector cells would be too large for its readers.
    private static let mostVectorCells = 20_000

    func svg() throws(RenderingError) -> [UInt8] {
        let width = SVGNumber.text(scene.page.width)
        let height = SVGNumber.text(scene.page.height)
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
            width="\(width)pt" height="\(height)pt" viewBox="0 0 \(width) \(height)" role="img">
            <title>\(SVGWriter.escaped(scene.title))</title>
            <desc>\(SVGWriter.escaped(scene.description))</desc>
            <rect width="100%" height="100%" fill="\(scene.background.hex)"/>

            """
        let cellCount = scene.items.reduce(0) { count, item in
            if case .cells(let block) = item { count + block.indices.count } else { count }
        }
        var outlines = SVGOutlines(scene, shaper: shaper)
        text += try outlines.definitions()
        for item in scene.items {
            switch item {
            case .cells(let block):
                text += try cells(block, isVector: cellCount <= Self.mostVectorCells)
            case .strokes(let group):
                text += strokes(group)
            case .polygon(let polygon):
                text += SVGWriter.polygon(polygon)
            case .polyline(let line):
                text += SVGWriter.polyline(line)
            case .text(let run):
                text += try outlines.element(run)
            }
        }
        text += "</svg>\n"
        return Array(text.utf8)
    }

    // MARK: Cells

    private func cells(_ block: CellBlock, isVector: Bool) throws(RenderingError) -> String {
        let width = block.frame.width / Double(block.columns)
        let height = block.frame.height / Double(block.rows)
        let isLarge = isVector && min(width, height) >= 1
        var text = try image(block, enlarged: isLarge ? 1 : max(1, Int((2 * max(width, height)).rounded(.up))))
        guard isLarge else { return text }
        // The image lies below: where a viewer leaves a hair between two runs, the right colour shows through.
        let matrix = [width, 0, 0, height, block.frame.x, block.frame.y].map(SVGNumber.text).joined(separator: " ")
        text += "<g shape-rendering=\"crispEdges\" transform=\"matrix(\(matrix))\">\n"
        for (index, path) in runs(block) {
            text += "<path fill=\"\(block.palette[index].hex)\" d=\"\(path)\"/>\n"
        }
        return text + "</g>\n"
    }

    /// For each colour in use, a path of the runs of equal cells within a row; in the order of the palette.
    private func runs(_ block: CellBlock) -> [(index: Int, path: String)] {
        var paths = [String](repeating: "", count: block.palette.count)
        for row in 0..<block.rows {
            var start = 0
            while start < block.columns {
                let index = block.indices[row * block.columns + start]
                var end = start + 1
                while end < block.columns, block.indices[row * block.columns + end] == index { end += 1 }
                paths[Int(index)] += "M\(start) \(row)h\(end - start)v1h-\(end - start)z"
                start = end
            }
        }
        return paths.enumerated().filter { !$0.element.isEmpty }.map { ($0.offset, $0.element) }
    }

    private func image(_ block: CellBlock, enlarged factor: Int) throws(RenderingError) -> String {
        let larger = factor == 1 ? block : block.enlarged(factor)
        let encoder = PNGEncoder()
        let indexed = try encoder.encode(larger)
        let png = if let indexed { indexed } else { try encoder.encode(larger.image) }
        let frame = block.frame
        let cell = min(frame.width / Double(block.columns), frame.height / Double(block.rows))
        // One word alone does not reach every viewer: some know only the older one.
        let style = cell >= 2 ? " style=\"image-rendering:optimizeSpeed;image-rendering:pixelated\"" : ""
        let place =
            "x=\"\(SVGNumber.text(frame.x))\" y=\"\(SVGNumber.text(frame.y))\" "
            + "width=\"\(SVGNumber.text(frame.width))\" height=\"\(SVGNumber.text(frame.height))\""
        return "<image \(place) preserveAspectRatio=\"none\"\(style) "
            + "xlink:href=\"data:image/png;base64,\(Data(png).base64EncodedString())\"/>\n"
    }

    // MARK: Lines and text

    private func strokes(_ group: StrokeGroup) -> String {
        var path = ""
        func point(_ command: String, _ x: Double, _ y: Double) {
            path += command
            SVGNumber.append(x, to: &path)
            path += " "
            SVGNumber.append(y, to: &path)
        }
        for line in group.lines {
            point("M", line.start.x, line.start.y)
            point("L", line.end.x, line.end.y)
        }
        for outline in group.outlines {
            let rect = outline.insetBy(-group.width / 2)
            point("M", rect.x, rect.y)
            path += "h\(SVGNumber.text(rect.width))v\(SVGNumber.text(rect.height))h\(SVGNumber.text(-rect.width))z"
        }
        guard !path.isEmpty else { return "" }
        return "<path fill=\"none\" stroke=\"\(group.color.hex)\" stroke-width=\"\(SVGNumber.text(group.width))\" "
            + "d=\"\(path)\"/>\n"
    }

    private static func polygon(_ polygon: Polygon) -> String {
        let points = polygon.corners.map { "\(SVGNumber.text($0.x)) \(SVGNumber.text($0.y))" }.joined(separator: " ")
        return "<polygon fill=\"\(polygon.fill.hex)\" stroke=\"\(polygon.line.hex)\" "
            + "stroke-width=\"\(SVGNumber.text(polygon.width))\" stroke-linejoin=\"round\" points=\"\(points)\"/>\n"
    }

    private static func polyline(_ line: Polyline) -> String {
        let points = line.points.map { "\(SVGNumber.text($0.x)) \(SVGNumber.text($0.y))" }.joined(separator: " ")
        let lengths = line.dash.map { SVGNumber.text($0) }.joined(separator: " ")
        let dash = lengths.isEmpty ? "" : " stroke-dasharray=\"\(lengths)\""
        return "<polyline fill=\"none\" stroke=\"\(line.color.hex)\" stroke-width=\"\(SVGNumber.text(line.width))\" "
            + "stroke-linejoin=\"round\"\(dash) points=\"\(points)\"/>\n"
    }

    /// The text as XML holds it. Characters that XML cannot hold are left out as U+FFFD.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1f}", "\u{fffe}", "\u{ffff}": escaped += "\u{fffd}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
