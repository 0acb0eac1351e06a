import CCairo
import Heatmaps

/// Text as outlines: a text that occurs several times is written once and used by reference.
struct SVGOutlines {
    private struct Key: Hashable {
        let text: String
        let style: TextStyle
    }

    let runs: [TextRun]
    private let shaper: TextShaper
    private let prefix: String
    private var counts: [Key: Int] = [:]
    private var ids: [Key: String] = [:]

    init(_ scene: FigureScene, shaper: TextShaper) {
        runs = scene.items.compactMap { item in
            if case .text(let run) = item { run } else { nil }
        }
        self.shaper = shaper
        prefix = SVGOutlines.prefix(scene)
        for run in runs { counts[Key(text: run.text, style: run.style), default: 0] += 1 }
    }

    /// The prefix of ids, which must differ between figures on one web page: a hash (FNV-1a) of the texts of the figure.
    private static func prefix(_ scene: FigureScene) -> String {
        var hash: UInt32 = 2_166_136_261
        for byte in (scene.title + scene.description).utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        for case .text(let run) in scene.items {
            for byte in "\(run.text) \(run.style.size)".utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        }
        return "t" + String(hash, radix: 36) + "-"
    }

    /// The outlines of the texts that occur more than once.
    mutating func definitions() throws(RenderingError) -> String {
        var text = ""
        for run in runs {
            let key = Key(text: run.text, style: run.style)
            guard counts[key, default: 0] > 1, ids[key] == nil else { continue }
            let id = prefix + String(ids.count)
            let shape = try shape(run, attributes: "id=\"\(id)\"")
            guard !shape.isEmpty else { continue }
            ids[key] = id
            text += shape
        }
        return text.isEmpty ? "" : "<defs>\n" + text + "</defs>\n"
    }

    /// - Parameter color: the attributes of its colour.
    func element(_ run: TextRun, color: String) throws(RenderingError) -> String {
        let attributes = "\(color) transform=\"\(run.svgTransform)\""
        if let id = ids[Key(text: run.text, style: run.style)] {
            return "<use xlink:href=\"#\(id)\" \(attributes)/>\n"
        }
        return try shape(run, attributes: attributes)
    }

    /// The outline of a run, and the pictures of its glyphs that have none; empty for a run without ink.
    private func shape(_ run: TextRun, attributes: String) throws(RenderingError) -> String {
        let path = try outline(run)
        let images = try shaper.line(run.text, style: run.style)?.images() ?? []
        guard !images.isEmpty else { return path.isEmpty ? "" : "<path \(attributes) d=\"\(path)\"/>\n" }
        var text = "<g \(attributes)>\n" + (path.isEmpty ? "" : "<path d=\"\(path)\"/>\n")
        for image in images {
            text +=
                "<image \(SVGWriter.attributes(image.box)) \(SVGWriter.source(try PNGEncoder().encode(image.raster)))/>\n"
        }
        return text + "</g>\n"
    }

    /// The outline of a run as path data, its baseline beginning at (0, 0).
    private func outline(_ run: TextRun) throws(RenderingError) -> String {
        let context = try CairoContext(CairoSurface.unbounded())
        // Cairo keeps path coordinates in steps of 1/256: drawn 64 times larger they are finer than any printer.
        cairo_scale(context.pointer, 64, 64)
        shaper.line(run.text, style: run.style)?.addOutline(to: context)
        try context.check("outline a text")
        guard let path = cairo_copy_path(context.pointer) else { return "" }
        defer { cairo_path_destroy(path) }
        return SVGOutlines.data(path.pointee)
    }

    private static func data(_ path: cairo_path_t) -> String {
        var text = ""
        guard let elements = path.data else { return text }
        var index = 0
        var pendingMove: cairo_path_data_t?
        func append(_ point: cairo_path_data_t) {
            SVGNumber.append(point.point.x, to: &text)
            text += " "
            SVGNumber.append(point.point.y, to: &text)
        }
        while index < Int(path.num_data) {
            let header = elements[index].header
            let count = Int(header.length)
            guard count >= 1, index + count <= Int(path.num_data) else { break }
            switch header.type {
            case CAIRO_PATH_MOVE_TO:
                // A move without a line after it draws nothing; cairo leaves one behind each glyph.
                pendingMove = elements[index + 1]
            case CAIRO_PATH_CLOSE_PATH:
                text += "Z"
            default:
                if let move = pendingMove {
                    text += "M"
                    append(move)
                    pendingMove = nil
                }
                text += header.type == CAIRO_PATH_CURVE_TO ? "C" : "L"
                for point in 1..<count {
                    if point > 1 { text += " " }
                    append(elements[index + point])
                }
            }
            index += count
        }
        return text
    }
}
