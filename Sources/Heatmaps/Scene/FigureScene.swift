/// A figure laid out: its page, its description and notes, and a flat list of shapes in the order of drawing. Lengths are in
/// points; colours are opaque.
public struct FigureScene: Sendable {
    public let page: FigureSize
    /// The dots per inch that cells were fitted to; those of a PNG unless others are asked for.
    public let resolution: Double
    /// The colour of the page; nil where it is transparent.
    public let background: RGBColor?
    package let items: [SceneItem]
    /// The colours of a dark page; nil unless the figure has them.
    package private(set) var dark: DarkLook?
    /// The title of the document.
    public let title: String
    /// Author and keywords for the metadata of files; empty when there are none.
    public let author: String
    public let keywords: String
    /// The figure in words, for readers who cannot see it.
    public let description: String
    /// Facts about the figure that it does not show itself, such as labels left out.
    public let notes: [FigureNote]

    init(
        page: FigureSize, resolution: Double, background: RGBColor?, items: [SceneItem], title: String, author: String,
        keywords: String,
        description: String, notes: [FigureNote]
    ) {
        self.page = page
        self.resolution = resolution
        self.background = background
        self.items = items
        self.title = title
        self.author = author
        self.keywords = keywords
        self.description = description
        self.notes = notes
    }

    /// The number of cells, including those of colorbars.
    package var cellCount: Int {
        items.reduce(0) { count, item in
            if case .cells(let block) = item { count + block.indices.count } else { count }
        }
    }

    /// The scene with the colours of `other` as those of its dark page.
    ///
    /// - Precondition: the two differ in their colours only.
    package func adapting(to other: FigureScene) -> FigureScene {
        precondition(items.count == other.items.count, "the dark page has other items")
        var scene = self
        scene.dark = DarkLook(background: other.background, items: other.items)
        return scene
    }
}

/// The colours of a scene on a dark page.
package struct DarkLook: Sendable {
    package let background: RGBColor?
    /// The items of the scene in other colours.
    package let items: [SceneItem]
}

package enum SceneItem: Sendable {
    case cells(CellBlock)
    case strokes(StrokeGroup)
    case polygon(ScenePolygon)
    case polyline(ScenePolyline)
    case text(TextRun)
}
