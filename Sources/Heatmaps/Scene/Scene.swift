/// A finished page: a flat list of what to draw, in order. Lengths are in points; colours are opaque.
public struct Scene: Sendable {
    public let page: Size
    /// The colour of the page; nil where it is transparent.
    public let background: RGBColor?
    public let items: [SceneItem]
    /// The same page for readers who prefer dark ones; nil where there is one look only.
    public private(set) var dark: DarkLook?
    /// The title of the document.
    public let title: String
    /// Who made the figure, and words to find it by; empty when nothing is known.
    public let author: String
    public let keywords: String
    /// The figure in words, for readers who cannot see it.
    public let description: String
    /// What the reader should be told besides: labels left out, values clamped.
    public let notes: [String]

    init(
        page: Size, background: RGBColor?, items: [SceneItem], title: String, author: String, keywords: String,
        description: String, notes: [String]
    ) {
        self.page = page
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
    package func adapting(to other: Scene) -> Scene {
        precondition(items.count == other.items.count, "two looks of a figure have the same things")
        var scene = self
        scene.dark = DarkLook(background: other.background, items: other.items)
        return scene
    }
}

/// What differs on a dark page.
public struct DarkLook: Sendable {
    public let background: RGBColor?
    /// Those of the scene in other colours.
    public let items: [SceneItem]
}

public enum SceneItem: Sendable {
    case cells(CellBlock)
    case strokes(StrokeGroup)
    case polygon(Polygon)
    case polyline(Polyline)
    case text(TextRun)
}

/// A straight line.
public struct Line: Hashable, Sendable {
    public let start: Point
    public let end: Point

    func offset(x: Double, y: Double) -> Line {
        Line(start: Point(x: start.x + x, y: start.y + y), end: Point(x: end.x + x, y: end.y + y))
    }
}

/// Lines and rectangle outlines of one colour and width. Outlines lie just outside their rectangles and hide no cell.
public struct StrokeGroup: Hashable, Sendable {
    public let color: RGBColor
    public let width: Double
    public let lines: [Line]
    public let outlines: [Rect]

    public init(color: RGBColor, width: Double, lines: [Line], outlines: [Rect]) {
        self.color = color
        self.width = width
        self.lines = lines
        self.outlines = outlines
    }
}

/// Points joined by straight lines with round corners.
public struct Polyline: Hashable, Sendable {
    public let points: [Point]
    public let color: RGBColor
    public let width: Double
    /// The lengths of a dash and of the gap after it; empty for a whole line.
    public let dash: [Double]
}

/// A filled shape with straight sides and an outline.
public struct Polygon: Hashable, Sendable {
    public let corners: [Point]
    public let fill: RGBColor
    public let line: RGBColor
    public let width: Double
}

/// A matrix of coloured cells that fill a frame.
public struct CellBlock: Hashable, Sendable {
    public let frame: Rect
    public let rows: Int
    public let columns: Int
    public let palette: [RGBColor]
    /// Row-major; each is a place in `palette`.
    public let indices: [UInt16]
    /// What each cell says when a reader points at it; row-major, empty unless the figure asks for it.
    public let titles: [String]

    /// - Precondition: one index for each cell, each inside the palette; a title for each cell or none.
    public init(
        frame: Rect, rows: Int, columns: Int, palette: [RGBColor], indices: [UInt16], titles: [String] = []
    ) {
        precondition(indices.count == rows * columns, "\(indices.count) cells for \(rows) rows of \(columns)")
        precondition(indices.allSatisfy { Int($0) < palette.count }, "a cell has a colour outside its palette")
        precondition(
            titles.isEmpty || titles.count == indices.count, "\(titles.count) titles for \(indices.count) cells")
        self.frame = frame
        self.rows = rows
        self.columns = columns
        self.palette = palette
        self.indices = indices
        self.titles = titles
    }

    public func color(row: Int, column: Int) -> RGBColor {
        palette[Int(indices[row * columns + column])]
    }
}

/// What a cell shows.
enum CellKind: Hashable {
    case value, masked, notANumber
}
