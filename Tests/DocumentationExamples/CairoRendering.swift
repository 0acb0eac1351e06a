import CairoRendering
import Heatmaps
import Tensors

func cairoRenderingExample() throws {
    // Example: Sources/CairoRendering/CairoRendering.docc/CairoRendering.md
    let figure = try HeatmapGrid(matrices: Tensor(shape: [2, 2], elements: [1, 0, 0.5, 0.5]))
    let renderer = try FigureRenderer()
    let svg = try renderer.render(renderer.scene(of: figure), as: .svg)
    // End of example
    expect(svg.starts(with: "<?xml".utf8))
}

func figureRendererExample() throws {
    let figure = try HeatmapGrid(matrices: Tensor(shape: [2, 2], elements: [1, 0, 0.5, 0.5]))
    // Example: Sources/CairoRendering/FigureRenderer.swift
    let renderer = try FigureRenderer()
    let scene = try renderer.scene(of: figure)
    let svg = try renderer.render(scene, as: .svg)
    // End of example
    expect(svg.starts(with: "<?xml".utf8))
}

func imageComparisonExample() throws {
    let renderer = try FigureRenderer()
    let files = try [Float(0), 1].map { value in
        let figure = try HeatmapGrid(matrices: Tensor(shape: [1, 3], elements: [0, 1, value]))
        return try renderer.render(renderer.scene(of: figure), as: .png)
    }
    let (oneFile, anotherFile) = (files[0], files[1])
    // Example: Sources/CairoRendering/PNG/ImageComparison.swift
    let (expected, actual) = (try PNGImage(oneFile), try PNGImage(anotherFile))
    let comparison = ImageComparison(expected: expected, actual: actual, tolerance: 8)
    let strip = try ImageComparison.strip(expected: expected, actual: actual).png()
    // End of example
    expect(comparison.differingPixels > 0 && strip.starts(with: [0x89]))
}
