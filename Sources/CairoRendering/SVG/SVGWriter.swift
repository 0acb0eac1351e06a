import Heatmaps

/// Writes a scene as SVG: cells as runs without seams, text as outlines below invisible text that can be searched, and the
/// description of the figure as `title` and `desc`.
///
/// Cairo's own SVG surface is not used: it leaves seams between cells, its ids depend on the figures drawn before, and its output
/// differs between versions. The outlines of text are those that cairo draws in the other formats.
struct SVGWriter {
    let scene: FigureScene
    let shaper: TextShaper
    var colors = SVGColors()

    init(scene: FigureScene, shaper: TextShaper) {
        self.scene = scene
        self.shaper = shaper
    }

    /// With more cells than this, a file of vector cells would be too large for its readers.
    private static let mostVectorCells = 20_000

    func svg() throws(RenderingError) -> [UInt8] {
        var writer = self
        let content = try writer.content()
        let width = SVGNumber.text(scene.page.width)
        let height = SVGNumber.text(scene.page.height)
        let rootClass = scene.dark == nil ? "" : " class=\"\(SVGColors.rootClass)\""
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"\(rootClass) \
            width="\(width)pt" height="\(height)pt" viewBox="0 0 \(width) \(height)" role="img">
            <title>\(SVGWriter.escaped(scene.title.withoutControls))</title>
            <desc>\(SVGWriter.escaped(scene.description.withoutControls))</desc>

            """
        return Array((text + writer.colors.styleSheet + content + "</svg>\n").utf8)
    }

    /// The page and what is on it.
    private mutating func content() throws(RenderingError) -> String {
        var text = ""
        if let background = scene.background {
            let fill = colors.attributes(.fill(background, scene.dark?.background ?? background))
            text += "<rect width=\"100%\" height=\"100%\" \(fill)/>\n"
        }
        var pictures = try SVGWriter.pictures(scene, isVector: scene.cellCount <= Self.mostVectorCells)[...]
        var outlines = SVGOutlines(scene, shaper: shaper)
        text += try outlines.definitions()
        for (item, dark) in zip(scene.items, scene.dark?.items ?? scene.items) {
            switch (item, dark) {
            case (.cells(let block), .cells(let dark)):
                guard let picture = pictures.popFirst() else { preconditionFailure("a picture for each block") }
                text += cells(block, dark: dark, picture: picture)
            case (.strokes(let group), .strokes(let dark)):
                text += strokes(group, color: colors.attributes(.stroke(group.color, dark.color)))
            case (.polygon(let polygon), .polygon(let dark)):
                let look = colors.attributes(.fill(polygon.fill, dark.fill), .stroke(polygon.line, dark.line))
                text += SVGWriter.polygon(polygon, colors: look)
            case (.polyline(let line), .polyline(let dark)):
                text += SVGWriter.polyline(line, color: colors.attributes(.stroke(line.color, dark.color)))
            case (.text(let run), .text(let dark)):
                text += try outlines.element(run, color: colors.attributes(.fill(run.color, dark.color)))
            default:
                preconditionFailure("the dark page has other items")
            }
        }
        text += SVGTextLayer(runs: outlines.runs, shaper: shaper).text
        for case .cells(let block) in scene.items where !block.titles.isEmpty { text += SVGWriter.titles(block) }
        return text
    }

    private func strokes(_ group: StrokeGroup, color: String) -> String {
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
        return "<path fill=\"none\" \(color) stroke-width=\"\(SVGNumber.text(group.width))\" d=\"\(path)\"/>\n"
    }

    private static func polygon(_ polygon: ScenePolygon, colors: String) -> String {
        let points = polygon.corners.map { "\(SVGNumber.text($0.x)) \(SVGNumber.text($0.y))" }.joined(separator: " ")
        return "<polygon \(colors) stroke-width=\"\(SVGNumber.text(polygon.width))\" stroke-linejoin=\"round\" "
            + "points=\"\(points)\"/>\n"
    }

    private static func polyline(_ line: ScenePolyline, color: String) -> String {
        let points = line.points.map { "\(SVGNumber.text($0.x)) \(SVGNumber.text($0.y))" }.joined(separator: " ")
        let lengths = line.dash.map { SVGNumber.text($0) }.joined(separator: " ")
        let dash = lengths.isEmpty ? "" : " stroke-dasharray=\"\(lengths)\""
        return "<polyline fill=\"none\" \(color) stroke-width=\"\(SVGNumber.text(line.width))\" "
            + "stroke-linejoin=\"round\"\(dash) points=\"\(points)\"/>\n"
    }

    /// The text as XML holds it.
    ///
    /// - Parameter text: without characters that XML cannot hold, see `showingControls` and `withoutControls`.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
