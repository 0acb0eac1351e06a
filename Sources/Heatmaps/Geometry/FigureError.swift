import Tensors

/// An error about a figure that cannot be made or laid out as asked. Cases hold facts; `description` is a sentence.
public enum FigureError: Error, Equatable, Sendable {
    case noPanels
    case raggedRows(expected: Int, found: Int, row: Int)
    case notAMatrix(shape: [Int])
    case notAGrid(shape: [Int])
    case emptyMatrix(shape: [Int])
    /// The names and the lengths of the axes that panels would have to be arranged along.
    case tooManyAxes(names: [String], lengths: [Int])
    case panelShapeMismatch(expected: [Int], found: [Int], row: Int, column: Int)
    case pooledShapeMismatch(positions: [Int], size: CellSize, expected: [Int], found: [Int])
    /// `side` is `above` or `beside`.
    case marginalCount(side: String, expected: Int, found: Int)
    /// Bars have a length: values are finite and not negative.
    case marginalValue(side: String, position: Int, value: Double)
    case maskCountMismatch(expected: Int, found: Int)
    case titleCount(kind: String, expected: Int, found: Int)
    case labelCount(axis: String, expected: Int, found: Int)
    case segmentStarts(axis: String, starts: [Int], count: Int)
    case markOutside(row: Int, column: Int, shape: [Int])
    case annotationFormat(String)
    /// The format is for whole numbers, and a cell has another one.
    case notWhole(value: Double, row: Int, column: Int)
    /// Panels, rows and columns of texts for cells; `found` is how many texts there are.
    case cellTextCount(panels: Int, rows: Int, columns: Int, found: Int)
    case unknownColormap(name: String, known: [String])
    case colorList(String)
    case invalidRange(minimum: Double, maximum: Double)
    case notPositive(minimum: Double)
    case centerOutside(center: Double, minimum: Double, maximum: Double)
    /// A logarithmic axis shows positive numbers, and every axis finite ones.
    case notOnAxis(curve: String, x: Double, y: Double)
    case notAllowed(FigureQuantity, value: Double)
    /// `sharing` is what each scale holds for, such as `row`.
    case colorbarPosition(sharing: String, position: String)
    /// The sides of the page in points, nil where a side has no fixed length, and the size that is needed at least.
    case pageTooSmall(width: Double?, height: Double?, needed: FigureSize)
    case pageTooLarge(page: FigureSize, limit: Double)
}

extension FigureError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noPanels:
            "a figure needs at least one panel"
        case .raggedRows(let expected, let found, let row):
            "row \(row) of the grid has \(found) panels, the first row has \(expected)"
        case .notAMatrix(let shape):
            "a panel needs a matrix, found shape \(shape)"
        case .notAGrid(let shape):
            "heatmaps need 2, 3 or 4 axes (rows and columns of panels, rows and columns of cells), found shape \(shape)"
        case .emptyMatrix(let shape):
            "there is nothing to draw in shape \(shape): an axis has no elements"
        case .tooManyAxes(let names, let lengths):
            "panels can be arranged along two axes, and these are left: \(list(names, lengths)); "
                + "choose a position of some, or reduce them"
        case .panelShapeMismatch(let expected, let found, let row, let column):
            "all panels of a grid share their axes: the panel in row \(row), column \(column) has shape \(found), "
                + "the first has \(expected)"
        case .pooledShapeMismatch(let positions, let size, let expected, let found):
            "\(positions) positions in cells of \(size.queries) by \(size.keys) are panels of shape \(expected), found \(found)"
        case .marginalCount(let side, let expected, let found):
            "the bars \(side) a panel need \(expected) values, one for each position, found \(found)"
        case .marginalValue(let side, let position, let value):
            "the bars \(side) a panel need values that are finite and not negative; that of position \(position) is \(value)"
        case .maskCountMismatch(let expected, let found):
            "the mask of a panel has \(found) cells, its matrix has \(expected)"
        case .titleCount(let kind, let expected, let found):
            "\(found) \(kind) titles were given for \(expected) \(kind)s"
        case .segmentStarts(let axis, let starts, let count):
            "the segments of the \(axis) axis must begin at ascending positions from 1 to \(count - 1), found "
                + starts.map(String.init).joined(separator: ", ")
        case .markOutside(let row, let column, let shape):
            "there is no cell in row \(row), column \(column): the panels have \(shape[0]) rows and \(shape[1]) columns, "
                + "counted from 0"
        case .labelCount(let axis, let expected, let found):
            "the \(axis) axis has \(expected) positions, but \(found) labels were given"
        case .annotationFormat(let text):
            "'\(text)' is no format for numbers; use auto, or a format of Python such as .2f, .0%, .1e, .3g, d or ,"
        case .notWhole(let value, let row, let column):
            "the format d is for whole numbers, and the value in row \(row), column \(column) is "
                + "\(DecimalText.general(value, digits: 6)); use .2f, or .0f to round"
        case .cellTextCount(let panels, let rows, let columns, let found):
            "expected \(panels * rows * columns) texts for cells, for \(panels) \(panels == 1 ? "panel" : "panels") of "
                + "\(rows) x \(columns), found \(found)"
        case .unknownColormap(let name, let known):
            "there is no colormap '\(name)'; known are \(known.joined(separator: ", ")), each also with _r; "
                + "colours of your own are such as #ffffff,#08306b"
        case .colorList(let text):
            "'\(text)' is no list of colours; give two or more, such as #ffffff,#08306b"
        case .invalidRange(let minimum, let maximum):
            "the colour range from \(minimum) to \(maximum) is not a range: both ends must be finite, "
                + "the lower one first"
        case .centerOutside(let center, let minimum, let maximum):
            "the centre \(center) of the colour scale is not between its ends \(minimum) and \(maximum)"
        case .notOnAxis(let curve, let x, let y):
            "the curve '\(curve)' has the point (\(x), \(y)), which its axes cannot show: numbers must be finite, and "
                + "positive on a logarithmic axis"
        case .notPositive(let minimum):
            "a logarithmic colour scale begins above 0, and this one would begin at \(minimum)"
        case .notAllowed(let quantity, let value):
            "the \(quantity.rawValue) must be \(quantity.allowed), found \(DecimalText.general(value, digits: 6))"
        case .colorbarPosition(let sharing, let position):
            "with one scale per \(sharing) the colorbars cannot stand at the \(position)"
        case .pageTooSmall(let width?, nil, let needed):
            "a page \(points(width)) pt wide is too narrow: titles and labels alone need \(points(needed.width)) pt"
        case .pageTooSmall(nil, let height?, let needed):
            "a page \(points(height)) pt high is too low: titles and labels alone need \(points(needed.height)) pt"
        case .pageTooSmall(let width, let height, let needed):
            "a page of \(points(FigureSize(width: width ?? 0, height: height ?? 0))) is too small: "
                + "titles and labels alone need \(points(needed))"
        case .pageTooLarge(let page, let limit):
            "the figure would be \(points(page)), more than \(Int(limit)) pt; use smaller cells, fewer panels or fewer labels"
        }
    }

    private func list(_ names: [String], _ lengths: [Int]) -> String {
        zip(names, lengths).map { "\($0) (\($1))" }.joined(separator: ", ")
    }

    private func points(_ size: FigureSize) -> String {
        "\(points(size.width)) x \(points(size.height)) pt"
    }

    private func points(_ length: Double) -> String { "\(Int(length.rounded(.up)))" }
}
