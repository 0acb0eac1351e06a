import Support
import Tensors
import Testing

@testable import Heatmaps

struct AnnotationTests {
    private func scene(_ values: [Float], columns: Int, _ change: (inout HeatmapGrid) -> Void) throws -> FigureScene {
        let shape = [values.count / columns, columns]
        let masked = values.map { $0 < 0 }
        var figure = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(shape: shape, elements: values), masked: masked)]])
        figure.x.labels = .none
        figure.y.labels = .none
        figure.colorbar.position = Colorbar.Position.none
        change(&figure)
        return try HeatmapLayout(figure, measurer: FixedWidthMeasurer()).scene()
    }

    private func texts(_ scene: FigureScene) -> [TextRun] {
        scene.items.compactMap { if case .text(let run) = $0 { run } else { nil } }
    }

    @Test func eachCellHasItsNumberExceptMaskedOnesAndNaN() throws {
        let scene = try scene([0, 0.256, 1, -1, .nan, 0.5], columns: 3) { $0.annotation = .automatic }
        let numbers = texts(scene).map(\.text)
        #expect(numbers.prefix(4) == ["0.00", "0.26", "1.00", "0.50"])
        #expect(!numbers.contains("−1.00") && !numbers.contains("nan"))
    }

    @Test(
        arguments: [
            ([0.0123, 0], ["0.012", "0.000"]), ([0.004, 0.00049], ["0.0040", "0.0005"]),
            ([0.1, 0.05], ["0.10", "0.05"]),
            ([0.00002, 0], ["2.0e−05", "0"]), ([0, 0], ["0", "0"]), ([0, 1], ["0", "1"]), ([123, 4.6], ["123", "5"]),
        ] as [([Float], [String])])
    func smallNumbersHaveTwoDigits(values: [Float], expected: [String]) throws {
        let scene = try scene(values, columns: 2) { $0.annotation = .automatic }
        #expect(Array(texts(scene).map(\.text).prefix(2)) == expected)
    }

    @Test func numbersStandOutFromTheirCells() throws {
        let values = (0..<64).map { Float($0) / 63 }
        let scene = try scene(values, columns: 8) { $0.annotation = .fixed(decimals: 1) }
        guard case .cells(let block) = try #require(scene.items.first) else {
            Issue.record("no cells")
            return
        }
        let numbers = texts(scene)
        #expect(numbers.count == 64)
        #expect(Set(numbers.map(\.style.size)).count == 1)
        for (index, run) in numbers.enumerated() {
            let cell = block.color(row: index / 8, column: index % 8)
            #expect(run.color.contrast(with: cell) >= 4.5)
            let side = block.frame.width / 8
            #expect(run.box.width < side && run.box.height < side)
            #expect(abs(run.box.midX - (block.frame.x + (Double(index % 8) + 0.5) * side)) < 0.01)
        }
    }

    @Test func everyColourOfEveryMapHasTextThatCanBeRead() throws {
        for name in Colormap.baseNames {
            for color in try Colormap.named(name).colors { #expect(color.contrast(with: color.textColor) >= 4.58) }
        }
    }

    @Test func numbersThatCouldNotBeReadAreLeftOutWithANote() throws {
        let scene = try scene([0.1, 0.2], columns: 2) {
            $0.annotation = .automatic
            $0.page.cellSize = 6
        }
        #expect(texts(scene).isEmpty)
        #expect(scene.notes.contains(.cellsTooSmallForNumbers))
    }

    /// Numbers tell apart what the colours tell apart: each scale has its own decimals.
    @Test func eachScaleHasItsDecimals() throws {
        let near = try HeatmapPanel(Tensor(shape: [1, 2], elements: [0.9991, 0.9996]))
        let wide = try HeatmapPanel(Tensor(shape: [1, 2], elements: [0, 500]))
        var figure = try HeatmapGrid(panels: [[near, wide]])
        figure.annotation = .automatic
        figure.colors.sharing = .panel
        let layout = HeatmapLayout(figure, measurer: FixedWidthMeasurer())
        #expect(try texts(layout.scene()).map(\.text).prefix(4) == ["0.9991", "0.9996", "0", "500"])
    }

    @Test func closeLimitsHaveTheirDecimals() throws {
        let scene = try scene([0.5, 0.5004], columns: 2) {
            $0.annotation = .automatic
            ($0.colors.minimum, $0.colors.maximum) = (0, 1)
        }
        #expect(texts(scene).map(\.text).prefix(2) == ["0.5000", "0.5004"])
        let near = try self.scene([0, 0.5, 0.5004, 1], columns: 4) {
            $0.annotation = .automatic
            ($0.colors.minimum, $0.colors.maximum) = (0.5, 0.501)
        }
        #expect(texts(near).map(\.text).prefix(4) == ["0.0000", "0.5000", "0.5004", "1.0000"])
    }

    @Test func numbersStandInCellsAboveALimitOnly() throws {
        let above = try scene([0.05, 0.06, 1, 0.01, -1, .nan], columns: 3) {
            $0.annotation = .automatic
            $0.annotationLimit = 0.05
        }
        #expect(texts(above).map(\.text).prefix(2) == ["0.06", "1.00"])
        #expect(!texts(above).map(\.text).contains("0.05"))
        let none = try scene([0.5, 0.6], columns: 2) {
            $0.annotation = .automatic
            $0.annotationLimit = 0.7
        }
        #expect(none.notes == [.noNumberAbove(0.7)])
        #expect(texts(none).isEmpty)
    }

    @Test func aFormatForWholeNumbersNeedsThem() throws {
        let whole = try scene([0, 3, -1, .nan], columns: 2) { $0.annotation = try? CellAnnotation("d") }
        #expect(texts(whole).map(\.text).prefix(2) == ["0", "3"])
        #expect(throws: FigureError.notWhole(value: 0.25, row: 1, column: 0)) {
            try scene([0, 3, 0.25, 1], columns: 2) { $0.annotation = try? CellAnnotation("d") }
        }
        #expect(throws: Never.self) {
            try scene([0, 3, 0.25, 1], columns: 2) {
                $0.annotation = try? CellAnnotation("d")
                $0.annotationLimit = 0.5
            }
        }
    }

    @Test func textsOfOnesOwnReplaceNumbers() throws {
        var figure = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(shape: [1, 3], elements: [0, 0.5, 1]))]])
        #expect(throws: FigureError.cellTextCount(panels: 1, rows: 1, columns: 3, found: 2)) {
            try figure.setCellTexts(["a", "b"])
        }
        try figure.setCellTexts(["**", "", "n.s."])
        let scene = try HeatmapLayout(figure, measurer: FixedWidthMeasurer()).scene()
        #expect(texts(scene).map(\.text).prefix(2) == ["**", "n.s."])
        #expect(!scene.notes.contains(.cellsTooSmallForNumbers))
    }
}

struct EllipsisTests {
    private let ellipsis = Ellipsis(
        width: 60, style: TextStyle(family: "any", size: 10), measurer: FixedWidthMeasurer())

    @Test func shortTextsStay() {
        #expect(ellipsis.shortened("abc") == "abc")
        #expect(ellipsis.shortened("") == "")
    }

    @Test func longTextsEndInAnEllipsisAndFit() {
        let short = ellipsis.shortened(String(repeating: "w", count: 200))
        #expect(short.hasSuffix("w…"))
        #expect(ellipsis.measurer.measure(short, style: ellipsis.style).advance <= 60)
        #expect(ellipsis.measurer.measure("w" + short, style: ellipsis.style).advance > 60)
    }

    @Test func longLabelsAreShortenedAndCounted() throws {
        var figure = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(repeating: 1, shape: [1, 2]))]])
        figure.x.labels = .tokens(["a", String(repeating: "long", count: 50)])
        let scene = try HeatmapLayout(figure, measurer: FixedWidthMeasurer()).scene()
        #expect(scene.notes.contains(.shortenedLabels(count: 1)))
        #expect(scene.page.width < 400 && scene.page.height < 400)
    }
}
