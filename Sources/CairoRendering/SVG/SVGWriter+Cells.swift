import Heatmaps

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SVGWriter {
    /// - Parameter dark: the same cells on a dark page; they differ where a cell has no colour of the map.
    mutating func cells(_ block: CellBlock, dark: CellBlock, isVector: Bool) throws(RenderingError) -> String {
        let width = block.frame.width / Double(block.columns)
        let height = block.frame.height / Double(block.rows)
        let isLarge = isVector && min(width, height) >= 1
        let factor = isLarge ? 1 : max(1, Int((2 * max(width, height)).rounded(.up)))
        let differs = block.indices.contains { block.palette[Int($0)] != dark.palette[Int($0)] }
        let encoder = PNGEncoder(isLarge: !isVector)
        var text = try image(
            block, enlarged: factor, encoder, attributes: differs ? colors.attributes(only: .light) + " " : "")
        if differs {
            text += try image(dark, enlarged: factor, encoder, attributes: colors.attributes(only: .dark) + " ")
        }
        guard isLarge else { return text }
        // The image lies below: where a viewer leaves a hair between two runs, the right colour shows through.
        text += "<g shape-rendering=\"crispEdges\" transform=\"\(SVGWriter.cellSpace(block))\">\n"
        for (index, path) in SVGWriter.runs(block) {
            let fill = colors.attributes(.fill(block.palette[index], dark.palette[index]))
            text += "<path \(fill) d=\"\(path)\"/>\n"
        }
        return text + "</g>\n"
    }

    /// Squares that nobody sees and that browsers show the titles of: no script is needed.
    static func titles(_ block: CellBlock) -> String {
        var text = "<g fill=\"none\" pointer-events=\"all\" transform=\"\(cellSpace(block))\">\n"
        for (index, title) in block.titles.enumerated() {
            let (row, column) = index.quotientAndRemainder(dividingBy: block.columns)
            text +=
                "<rect x=\"\(column)\" y=\"\(row)\" width=\"1\" height=\"1\"><title>\(escaped(title))</title></rect>\n"
        }
        return text + "</g>\n"
    }

    /// The transform to coordinates in which a cell is a unit square.
    static func cellSpace(_ block: CellBlock) -> String {
        let frame = block.frame
        let numbers = [
            frame.width / Double(block.columns), 0, 0, frame.height / Double(block.rows), frame.x, frame.y,
        ]
        return "matrix(\(numbers.map(SVGNumber.text).joined(separator: " ")))"
    }

    /// For each colour in use, a path of the runs of equal cells within a row; in the order of the palette.
    private static func runs(_ block: CellBlock) -> [(index: Int, path: String)] {
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

    private func image(
        _ block: CellBlock, enlarged factor: Int, _ encoder: PNGEncoder, attributes: String
    ) throws(RenderingError) -> String {
        let larger = factor == 1 ? block : block.enlarged(factor)
        let indexed = try encoder.encode(larger)
        let png = if let indexed { indexed } else { try encoder.encode(larger.image) }
        let frame = block.frame
        let cell = min(frame.width / Double(block.columns), frame.height / Double(block.rows))
        // One word alone does not reach every viewer: some know only the older one.
        let style = cell >= 2 ? " style=\"image-rendering:optimizeSpeed;image-rendering:pixelated\"" : ""
        return "<image \(attributes)\(SVGWriter.attributes(frame)) preserveAspectRatio=\"none\"\(style) "
            + "\(SVGWriter.source(png))/>\n"
    }

    static func attributes(_ frame: Rect) -> String {
        "x=\"\(SVGNumber.text(frame.x))\" y=\"\(SVGNumber.text(frame.y))\" "
            + "width=\"\(SVGNumber.text(frame.width))\" height=\"\(SVGNumber.text(frame.height))\""
    }

    /// The picture itself as a reference.
    static func source(_ png: [UInt8]) -> String {
        "xlink:href=\"data:image/png;base64,\(Data(png).base64EncodedString())\""
    }
}
