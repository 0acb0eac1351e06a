import Heatmaps
import Tensors

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SVGWriter {
    /// The cells of a scene as pictures.
    ///
    /// - Returns: one for each block of cells, in their order.
    /// - Throws: `RenderingError.png`.
    static func pictures(_ scene: FigureScene, isVector: Bool) throws(RenderingError) -> [CellPicture] {
        var blocks: [(light: CellBlock, dark: CellBlock)] = []
        for case (.cells(let light), .cells(let dark)) in zip(scene.items, scene.dark?.items ?? scene.items) {
            blocks.append((light, dark))
        }
        let pictures = concurrentMap(blocks.count) { index -> Result<CellPicture, RenderingError> in
            do throws(RenderingError) {
                return .success(try CellPicture(blocks[index].light, dark: blocks[index].dark, isVector: isVector))
            } catch {
                return .failure(error)
            }
        }
        var made: [CellPicture] = []
        for picture in pictures { made.append(try picture.get()) }
        return made
    }

    /// - Parameter dark: the same cells on a dark page, where masked cells and NaN have other colours.
    mutating func cells(_ block: CellBlock, dark: CellBlock, picture: CellPicture) -> String {
        var text = image(picture.light, block, picture.dark == nil ? "" : colors.attributes(only: .light) + " ")
        if let other = picture.dark { text += image(other, dark, colors.attributes(only: .dark) + " ") }
        guard picture.hasRuns else { return text }
        // The image lies below the runs: where a viewer leaves a seam between two of them, the right colour is visible.
        text += "<g shape-rendering=\"crispEdges\" transform=\"\(SVGWriter.cellSpace(block))\">\n"
        for (index, path) in SVGWriter.runs(block) {
            let fill = colors.attributes(.fill(block.palette[index], dark.palette[index]))
            text += "<path \(fill) d=\"\(path)\"/>\n"
        }
        return text + "</g>\n"
    }

    /// Invisible squares with titles, which browsers show as tooltips without any script.
    static func titles(_ block: CellBlock) -> String {
        var text = "<g fill=\"none\" pointer-events=\"all\" transform=\"\(cellSpace(block))\">\n"
        for (index, title) in block.titles.enumerated() {
            let (row, column) = index.quotientAndRemainder(dividingBy: block.columns)
            text +=
                "<rect x=\"\(column)\" y=\"\(row)\" width=\"1\" height=\"1\"><title>\(escaped(title.showingControls))</title></rect>\n"
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

    private func image(_ source: String, _ block: CellBlock, _ attributes: String) -> String {
        let frame = block.frame
        let cell = min(frame.width / Double(block.columns), frame.height / Double(block.rows))
        // Two values, as some viewers know only the older one, optimizeSpeed.
        let style = cell >= 2 ? " style=\"image-rendering:optimizeSpeed;image-rendering:pixelated\"" : ""
        return "<image \(attributes)\(SVGWriter.attributes(frame)) preserveAspectRatio=\"none\"\(style) \(source)/>\n"
    }

    static func attributes(_ frame: SceneRect) -> String {
        "x=\"\(SVGNumber.text(frame.x))\" y=\"\(SVGNumber.text(frame.y))\" "
            + "width=\"\(SVGNumber.text(frame.width))\" height=\"\(SVGNumber.text(frame.height))\""
    }

    /// The picture itself as a reference.
    static func source(_ png: [UInt8]) -> String {
        "xlink:href=\"data:image/png;base64,\(Data(png).base64EncodedString())\""
    }
}
