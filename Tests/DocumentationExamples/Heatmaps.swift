import CairoRendering
import Heatmaps
import Tensors

func heatmapsExample() throws {
    // Example: Sources/Heatmaps/Heatmaps.docc/Heatmaps.md
    let weights = try Tensor(shape: [2, 3], elements: [0.5, 0.25, 0.25, 0, 0.5, 0.5])
    var figure = try HeatmapGrid(panels: [[HeatmapPanel(weights)]])
    figure.x.label = "Keys"
    figure.titles.figure = "Layer 3"
    // End of example
    expect(figure.columns == 1)
}

/// Compiled only: without optimisation it takes long.
func poolingExample() throws -> HeatmapGrid {
    // Example: Sources/Heatmaps/Heatmaps.docc/Pooling.md
    var figure = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(shape: [1, 1], elements: [0]))]])
    figure.cellGrid = CellGrid(queries: 4_096, keys: 4_096, size: 4_096)
    let size = try FigureRenderer().cellSize(of: figure)
    // End of example
    // Example: Sources/Heatmaps/Heatmaps.docc/Pooling.md
    let rows = (0..<4_096).lazy.map { row in (0..<4_096).map { column in Float(column == row ? 1 : 0) } }
    var cells = CellAccumulator(.maximum, size: size, columns: 4_096)
    for row in rows { row.withUnsafeBufferPointer { cells.add($0) } }
    cells.finish()
    let grid = CellGrid(queries: 4_096, keys: 4_096, size: size)
    var pooled = try HeatmapGrid(matrices: Tensor(shape: [grid.rows, grid.columns], elements: cells.values))
    pooled.cellGrid = grid
    // End of example
    return pooled
}

func lineChartExample() throws {
    // Example: Sources/Heatmaps/Charts/LineChart.swift
    let points = [(2, 1.9), (64, 65.2)].map { ChartPanel.Curve.Point(x: $0, y: $1) }
    let curve = ChartPanel.Curve(name: "measured", look: .filled, points: points)
    let panel = ChartPanel(title: "Variance of scores", y: ChartAxis(isLogarithmic: true), curves: [curve])
    var chart = try LineChart(panels: [panel], x: ChartAxis(isLogarithmic: true))
    chart.xLabel = "Size d"
    // End of example
    try expect(FigureRenderer().scene(of: chart).description.contains("against Size d"))
}

func heatmapGridExample() throws {
    let weights = try Tensor(shape: [2, 2], elements: [1, 0, 0.5, 0.5])
    // Example: Sources/Heatmaps/Figure/HeatmapGrid.swift
    var figure = try HeatmapGrid(panels: [[HeatmapPanel(weights)]])
    figure.x.label = "Keys"
    figure.titles.figure = "Layer 3"
    // End of example
    try expect(FigureRenderer().scene(of: figure).title == "Layer 3")
}
