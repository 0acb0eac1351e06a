import CairoRendering
import Foundation
import Heatmaps
import Support
import Tensors
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// SVG files as an XML parser and a browser read them.
struct SVGFileTests {
    private let renderer: FigureRenderer

    init() throws {
        PinnedFonts.use()
        renderer = try FigureRenderer()
    }

    private func document(_ scene: FigureScene) throws -> [XMLElementRecord] {
        let reader = XMLReader()
        let parser = XMLParser(data: Data(try renderer.render(scene, as: .svg)))
        parser.delegate = reader
        let isWellFormed = parser.parse()
        #expect(isWellFormed, "\(String(describing: parser.parserError)), line \(parser.lineNumber)")
        return reader.elements
    }

    @Test(arguments: GoldenFigures.all.map(\.name))
    func theFileSaysWhatItIs(name: String) throws {
        let scene = try renderer.scene(of: GoldenCase(name).figure)
        let elements = try document(scene)
        let root = try #require(elements.first)
        #expect(root.name == "svg")
        #expect(root.attributes["role"] == "img")
        let width = try #require(root.attributes["width"])
        let points = try #require(Double(width.dropLast(2)))
        #expect(width.hasSuffix("pt") && abs(points - scene.page.width) < 1e-3)
        #expect(elements.first { $0.name == "title" }?.text == scene.title)
        #expect(elements.first { $0.name == "desc" }?.text == scene.description)
        // Two figures on one page must not share names, nor refer to what is not there.
        let ids = elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        let uses = elements.filter { $0.name == "use" }.compactMap { $0.attributes["xlink:href"] }
        #expect(Set(uses) == Set(ids.map { "#" + $0 }))
    }

    /// The vector runs of a panel, painted in order, are its cells.
    @Test(arguments: GoldenFigures.all.map(\.name))
    func runsOfCellsHaveTheirColors(name: String) throws {
        let scene = try renderer.scene(of: GoldenCase(name).figure)
        let elements = try document(scene)
        var groups: [(matrix: [Double], cells: [String: [(x: Int, y: Int, length: Int)]])] = []
        for element in elements {
            if element.name == "g", let matrix = element.attributes["transform"] {
                #expect(element.attributes["shape-rendering"] == "crispEdges")
                groups.append((matrix.split { !"0123456789.-".contains($0) }.compactMap { Double($0) }, [:]))
            } else if element.isInGroup, let fill = element.attributes["fill"], let path = element.attributes["d"] {
                groups[groups.count - 1].cells[fill, default: []] += try runs(path)
            }
        }
        let blocks = scene.blocks.filter {
            min($0.frame.width / Double($0.columns), $0.frame.height / Double($0.rows)) >= 1
        }
        #expect(groups.count == blocks.count)
        for (group, block) in zip(groups, blocks) {
            let expected = [
                block.frame.width / Double(block.columns), 0, 0, block.frame.height / Double(block.rows),
                block.frame.x, block.frame.y,
            ]
            #expect(zip(group.matrix, expected).allSatisfy { abs($0 - $1) < 1e-3 })
            var painted = [String?](repeating: nil, count: block.rows * block.columns)
            for (fill, runs) in group.cells {
                for run in runs {
                    try #require(run.y < block.rows && run.x + run.length <= block.columns)
                    for x in run.x..<run.x + run.length { painted[run.y * block.columns + x] = fill }
                }
            }
            #expect(painted == block.indices.map { block.palette[Int($0)].hex })
        }
        // Below every block lies its image, for viewers that leave hairs between runs.
        #expect(elements.count { $0.name == "image" } == scene.blocks.count)
    }

    /// `M3 5h2v1h-2z`: a rectangle of two cells from column 3 of row 5.
    private func runs(_ path: String) throws -> [(x: Int, y: Int, length: Int)] {
        try path.split(separator: "z").map { run in
            let match = try #require(try /M(\d+) (\d+)h(\d+)v1h-(\d+)/.wholeMatch(in: run), "\(run)")
            #expect(match.3 == match.4)
            return try (#require(Int(match.1)), #require(Int(match.2)), #require(Int(match.3)))
        }
    }

    @Test(arguments: ["<s>", "a & b", "$$x$$", "</svg>", "]]>", "\"quoted\"", "\u{1}\u{0}", "<!--", "&amp;"])
    func textIsDataAndNeverMarkup(text: String) throws {
        var figure = try HeatmapGrid(matrices: Tensor(repeating: 0, shape: [1, 1]))
        figure.titles.figure = text
        figure.titles.rows = [text]
        figure.x = HeatmapAxis(label: text, labels: .tokens([text]))
        figure.alternativeText = text
        let elements = try document(renderer.scene(of: figure))
        // Metadata leave out what XML cannot hold.
        let expected = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 32 }))
        #expect(elements.first { $0.name == "title" }?.text == expected)
        #expect(elements.first { $0.name == "desc" }?.text == expected)
        let known: Set = ["svg", "title", "desc", "rect", "defs", "path", "use", "image", "g", "text"]
        #expect(Set(elements.map(\.name)).isSubset(of: known))
    }

    @Test func textIsDrawnWithoutAFont() throws {
        let elements = try document(renderer.scene(of: GoldenFigures.chinese()))
        #expect(elements.contains { $0.name == "path" && ($0.attributes["d"]?.contains("C") ?? false) })
        // The searchable text is transparent: viewers would draw it in another font.
        let layer = try #require(elements.last { $0.name == "g" })
        #expect(layer.attributes["fill"] == "none")
        #expect(elements.filter { $0.name == "text" }.allSatisfy { $0.isInGroup && $0.attributes["fill"] == nil })
    }

    /// Every text can be searched: it has the position and the length of its outlines, and the original characters.
    @Test(arguments: GoldenFigures.all.map(\.name))
    func everyTextCanBeSearched(name: String) throws {
        let scene = try renderer.scene(of: GoldenCase(name).figure)
        let texts = try document(scene).filter { $0.name == "text" }
        let runs = scene.items.compactMap { if case .text(let run) = $0 { run } else { nil } }
        #expect(texts.map(\.text) == runs.map(\.text))
        for (text, run) in zip(texts, runs) {
            let transform = try #require(text.attributes["transform"])
            let numbers = transform.split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
            let turn = numbers.count > 2 ? -numbers[2] : 0
            #expect(abs(numbers[0] - run.origin.x) < 1e-3 && abs(numbers[1] - run.origin.y) < 1e-3)
            #expect(abs(turn - run.direction.angle * 180 / .pi) < 1e-9)
            #expect(text.attributes["font-size"].flatMap(Double.init) == run.style.size)
            // Ink may reach a little beyond the advance.
            let length = try #require(text.attributes["textLength"].flatMap(Double.init))
            #expect(length > 0 && length <= run.extents.width + 1e-3 && length > run.extents.width - 2)
        }
    }
}

struct XMLElementRecord {
    let name: String
    let attributes: [String: String]
    let isInGroup: Bool
    var text = ""
}

/// Collects the elements of a document in order.
final class XMLReader: NSObject, XMLParserDelegate {
    private(set) var elements: [XMLElementRecord] = []
    private var open: [Int] = []

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        let isInGroup = open.contains { elements[$0].name == "g" }
        elements.append(XMLElementRecord(name: name, attributes: attributes, isInGroup: isInGroup))
        open.append(elements.count - 1)
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if let last = open.last { elements[last].text += text }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }
}

extension FigureScene {
    /// Panels first, then the swatches of the legend, then the colorbars.
    var blocks: [CellBlock] { items.compactMap { if case .cells(let block) = $0 { block } else { nil } } }
}
