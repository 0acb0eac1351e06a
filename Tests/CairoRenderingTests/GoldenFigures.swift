import Heatmaps
import Support
import Tensors

/// The figures that are kept as goldens: together they show every part of a figure.
enum GoldenFigures {
    static let all: [(name: String, make: @Sendable () throws -> HeatmapGrid)] = [
        ("dot-vs-scaled", dotVersusScaled), ("tokens", tokens), ("grid", grid), ("chinese", chinese),
        ("pooled", pooled), ("article", article),
    ]

    /// Two panels of equal weights over 2 and 6 of 10 keys, the others masked.
    static func dotVersusScaled() throws -> HeatmapGrid {
        let lengths = [2, 6]
        let weights = lengths.flatMap { length in (0..<10).map { $0 < length ? 1 / Float(length) : 0 } }
        let masked = lengths.flatMap { length in (0..<10).map { $0 >= length } }
        let panel = try HeatmapPanel(Tensor(shape: [2, 10], elements: weights), masked: masked)
        var figure = try HeatmapGrid(panels: [[panel, panel]])
        figure.titles.columns = ["Scaled dot-product", "Dot-product"]
        figure.x = HeatmapAxis(label: "Keys", positionName: "key")
        figure.y = HeatmapAxis(label: "Queries", positionName: "query")
        figure.facts = ["Mean attention on the first key: 0.3333."]
        return figure
    }

    /// Self-attention over a sentence with characters that have a meaning in XML, TeX and other formats.
    static func tokens() throws -> HeatmapGrid {
        let tokens = [
            "<s>", "The", "cat", "&", "the", "\"dog\"", "paid", "$$", "for", "</svg>", "gypsy", "jam", "</s>",
        ]
        var figure = try HeatmapGrid(matrices: nearness(13, 13))
        figure.x = HeatmapAxis(label: "Keys", positionName: "key", labels: .tokens(tokens))
        figure.y = HeatmapAxis(label: "Queries", positionName: "query", labels: .tokens(tokens))
        figure.titles.figure = "Layer 3 & head <7>"
        figure.colorbar.label = "attention weight"
        return figure
    }

    /// Every kind of label, NaN and masked cells, an empty cell of the grid, a colorbar for each row.
    static func grid() throws -> HeatmapGrid {
        var random = SeededGenerator(seed: 2023)
        func panel(_ title: String) throws -> HeatmapPanel {
            let values = (0..<24).map { $0 == 7 ? Float.nan : Float(random.integer(-100...100)) / 100 }
            return try HeatmapPanel(
                Tensor(shape: [4, 6], elements: values), masked: (0..<24).map { $0 % 6 > 3 + $0 / 6 }, title: title)
        }
        var figure = try HeatmapGrid(panels: [
            [panel("bank"), panel("entropy 1.2"), panel("c")], [panel("d"), panel("e"), nil],
        ])
        figure.titles.figure = "Scores before the softmax"
        figure.titles.columns = ["Head 0", "Head 1", "Head 2"]
        figure.titles.rows = ["Layer 0", "Layer 11"]
        figure.x = HeatmapAxis(
            label: "Keys", positionName: "key", labels: .tokens(["we", "attend", "to", "all", "keys", "."]))
        figure.y = HeatmapAxis(label: "Queries", positionName: "query", labels: .indices)
        figure.colors.colormap = try Colormap.named("RdBu_r")
        figure.colors.sharing = .row
        figure.colors.minimum = -1
        figure.colors.maximum = 1
        figure.colorbar.label = "score"
        return figure
    }

    /// The 17 Chinese characters of the pinned subset.
    static func chinese() throws -> HeatmapGrid {
        let tokens = ["注意力", "机制", "让", "模型", "关注", "重要", "的", "信息", "。"]
        var figure = try HeatmapGrid(matrices: nearness(9, 9))
        figure.x = HeatmapAxis(labels: .tokens(tokens))
        figure.y = HeatmapAxis(labels: .tokens(tokens))
        figure.titles.figure = "注意力机制"
        figure.colors.colormap = try Colormap.named("viridis")
        return figure
    }

    /// More cells than dots; one peak far from the diagonal must stay visible.
    static func pooled() throws -> HeatmapGrid {
        var matrix = try nearness(300, 200)
        matrix[250, 20] = 1
        var figure = try HeatmapGrid(matrices: matrix)
        figure.x = HeatmapAxis(label: "Keys", positionName: "key")
        figure.y = HeatmapAxis(label: "Queries", positionName: "query")
        figure.page = FigurePage(size: FigureSize(width: 180, height: 180), resolution: 72)
        return figure
    }

    /// The articles' figure: an identity of 10 queries and keys.
    static func article() throws -> HeatmapGrid {
        let identity = (0..<100).map { $0 % 11 == 0 ? Float(1) : 0 }
        var figure = try HeatmapGrid.showHeatmaps(
            Tensor(shape: [1, 1, 10, 10], elements: identity), xLabel: "Keys", yLabel: "Queries")
        (figure.x.positionName, figure.y.positionName) = ("key", "query")
        figure.facts = ["Mean attention on the first key: 0.1."]
        return figure
    }

    /// Weights that fall with the distance from the diagonal; only divisions, the same on every machine.
    private static func nearness(_ rows: Int, _ columns: Int) throws -> Tensor {
        let elements = (0..<rows * columns).map { place -> Float in
            let (row, column) = place.quotientAndRemainder(dividingBy: columns)
            let distance = abs(row * columns - column * rows) / max(rows, columns)
            return 0.5 / Float(1 + distance)
        }
        return try Tensor(shape: [rows, columns], elements: elements)
    }
}
