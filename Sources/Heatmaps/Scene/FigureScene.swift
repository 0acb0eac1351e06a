/// A finished page: a flat list of what to draw, in order. Lengths are in points; colours are opaque.
public struct FigureScene: Sendable {
    public let page: FigureSize
    /// Dots per inch that the cells were fitted to: those of a picture in dots, unless others are asked for.
    public let resolution: Double
    /// The colour of the page; nil where it is transparent.
    public let background: RGBColor?
    package let items: [SceneItem]
    /// The same page for readers who prefer dark ones; nil where there is one look only.
    package private(set) var dark: DarkLook?
    /// The title of the document.
    public let title: String
    /// Who made the figure, and words to find it by; empty when nothing is known.
    public let author: String
    public let keywords: String
    /// The figure in words, for readers who cannot see it.
    public let description: String
    /// What the reader should be told besides: labels left out, values clamped.
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

    /// How many cells are drawn, those of colorbars included.
    package var cellCount: Int {
        items.reduce(0) { count, item in
            if case .cells(let block) = item { count + block.indices.count } else { count }
        }
    }

    /// The page with the colours of `other` for readers who prefer dark pages.
    ///
    /// - Precondition: the two differ in their colours only.
    package func adapting(to other: FigureScene) -> FigureScene {
        precondition(items.count == other.items.count, "two looks of a figure have the same things")
        var scene = self
        scene.dark = DarkLook(background: other.background, items: other.items)
        return scene
    }
}

/// What differs on a dark page.
package struct DarkLook: Sendable {
    package let background: RGBColor?
    /// Those of the scene in other colours.
    package let items: [SceneItem]
}

package enum SceneItem: Sendable {
    case cells(CellBlock)
    case strokes(StrokeGroup)
    case polygon(ScenePolygon)
    case polyline(ScenePolyline)
    case text(TextRun)
}
