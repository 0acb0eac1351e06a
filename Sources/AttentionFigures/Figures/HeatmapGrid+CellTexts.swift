import Heatmaps
import TensorFiles
import Tensors

/// A file whose texts do not fit the panels of a figure. Shapes end in rows and columns.
public struct CellTextsError: Error, Equatable, Sendable, CustomStringConvertible {
    public let path: String
    public let expected: [Int]
    public let found: [Int]

    public var description: String {
        "\(path): expected texts of the shape \(Self.text(expected)), as the map has cells, found \(Self.text(found))"
    }

    private static func text(_ shape: [Int]) -> String { "(\(shape.map(String.init).joined(separator: ", ")))" }
}

extension HeatmapGrid {
    /// Writes the texts of a file into the cells instead of numbers, see `CellTexts`.
    ///
    /// - Parameters:
    ///   - path: a file of a matrix, or of nested lists: those of panel after panel, or of rows of panels. A first
    ///     row and a first column with an empty corner, as pandas writes them, are names and left out.
    ///   - isTransposed: whether the rows of the texts are the columns of the figure.
    /// - Throws: `CellTextsError`, `TensorFileError`.
    public mutating func setCellTexts(contentsOf path: String, isTransposed: Bool = false) throws {
        let found = try CellTexts(contentsOf: path)
        let (rows, columns) =
            isTransposed ? (cellGrid.keys, cellGrid.queries) : (cellGrid.queries, cellGrid.keys)
        /// The texts in the order of the figure.
        func ordered(_ texts: [String]) -> [String] {
            guard isTransposed else { return texts }
            let size = rows * columns
            return texts.indices.map { index in
                let (panel, row, column) = (index / size, index % size / rows, index % rows)
                return texts[panel * size + column * columns + row]
            }
        }
        if panelCount == 1, found.dimensions == [rows + 1, columns + 1], found.texts.first == "" {
            var inner: [String] = []
            for row in 1...rows {
                let start = row * (columns + 1)
                inner += found.texts[start + 1..<start + 1 + columns]
            }
            try setCellTexts(ordered(inner))
            return
        }
        let panels = found.dimensions.dropLast(2)
        guard found.dimensions.count >= 2, Array(found.dimensions.suffix(2)) == [rows, columns],
            panels.reduce(1, *) == panelCount
        else {
            throw CellTextsError(
                path: path, expected: (panelCount == 1 ? [] : [panelCount]) + [rows, columns], found: found.dimensions)
        }
        try setCellTexts(ordered(found.texts))
    }
}
