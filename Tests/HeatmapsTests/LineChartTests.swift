import Support
import Testing

@testable import Heatmaps

struct LineChartTests {
    private static let sizes = [2.0, 8, 32, 128, 512]

    private func panel(_ title: String, isLogarithmic: Bool = false, _ value: (Double) -> Double) -> ChartPanel {
        func points(_ factor: Double) -> [ChartPanel.Curve.Point] {
            Self.sizes.map { .init(x: $0, y: value($0) * factor, error: value($0) * 0.01) }
        }
        let guide = ChartPanel.Guide(label: "theory", points: [2, 512].map { .init(x: $0, y: value($0)) })
        return ChartPanel(
            title: title, y: ChartAxis(isLogarithmic: isLogarithmic),
            curves: [
                ChartPanel.Curve(name: "one", look: .filled, points: points(1)),
                ChartPanel.Curve(name: "half", look: .open, points: points(0.5)),
            ], guides: [guide])
    }

    private func chart() throws -> LineChart {
        var chart = try LineChart(
            panels: [
                panel("Growing", isLogarithmic: true) { $0 }, panel("Falling") { 1 / $0 }, panel("Even") { _ in 3 },
            ],
            x: ChartAxis(isLogarithmic: true, ticks: Self.sizes))
        chart.title = "Three quantities over one kind of size, with a title that is rather long"
        chart.xLabel = "Size d"
        chart.caption = "A line below the panels"
        return chart
    }

    private func scene(_ chart: LineChart) throws -> FigureScene {
        try LineChartLayout(chart, measurer: FixedWidthMeasurer()).scene()
    }

    private func frames(_ scene: FigureScene) -> [SceneRect] {
        scene.items.flatMap { item -> [SceneRect] in
            if case .strokes(let group) = item { group.outlines } else { [] }
        }
    }

    private func curves(_ scene: FigureScene) -> [ScenePolyline] {
        scene.items.compactMap { if case .polyline(let line) = $0 { line } else { nil } }
    }

    private func texts(_ scene: FigureScene) -> [TextRun] {
        scene.items.compactMap { if case .text(let run) = $0 { run } else { nil } }
    }

    @Test(arguments: [nil, 200, 300, 520, 900] as [Double?], [FigureTheme.standard, .paper, .slides])
    func nothingLeavesThePageAndNoTextsOverlap(width: Double?, theme: FigureTheme) throws {
        var chart = try chart()
        chart.theme = theme
        chart.page.width = width
        do {
            let scene = try scene(chart)
            if let width { #expect(scene.page.width == width) }
            let page = SceneRect(x: 0, y: 0, width: scene.page.width, height: scene.page.height)
            let boxes = texts(scene).map(\.box)
            for box in boxes + frames(scene) { #expect(page.union(box).size == page.size) }
            for (index, box) in boxes.enumerated() {
                #expect(!boxes[..<index].contains { $0.overlaps(box) })
            }
        } catch FigureError.pageTooSmall {
            #expect(theme == .slides && width ?? .infinity <= 300)
        }
    }

    @Test func narrowPagesStackThePanels() throws {
        var chart = try chart()
        #expect(Set(try frames(scene(chart)).map(\.y)).count == 1)
        chart.page.width = 200
        let stacked = try frames(scene(chart))
        #expect(stacked.count == 3 && Set(stacked.map(\.x)).count == 1 && Set(stacked.map(\.y)).count == 3)
    }

    /// On two logarithmic axes y = x is straight; half of it runs beside it.
    @Test func logarithmsMakePowersStraight() throws {
        let lines = try curves(scene(chart()))
        // Guides come first, one a panel; then the curves.
        let (guide, one, half) = (lines[0].points, lines[3].points, lines[4].points)
        let slope = (guide[1].y - guide[0].y) / (guide[1].x - guide[0].x)
        for (first, next) in zip(one, one.dropFirst()) {
            #expect(abs((next.y - first.y) / (next.x - first.x) - slope) < 1e-9)
        }
        let gaps = zip(one, half).map { $1.y - $0.y }
        #expect(gaps.allSatisfy { $0 > 1 && abs($0 - gaps[0]) < 1e-9 })
        let frame = try frames(scene(chart()))[0]
        #expect((one + half).allSatisfy { $0.x > frame.x && $0.x < frame.maxX && $0.y > frame.y && $0.y < frame.maxY })
    }

    @Test func curvesDifferInColourAndLine() throws {
        let lines = try curves(scene(chart()))
        #expect(lines[3].color != lines[4].color)
        #expect(lines[3].dash.isEmpty && lines[4].dash.count == 2)
        let names = try texts(scene(chart())).map(\.text)
        #expect(names.filter { $0 == "one" }.count == 1 && names.filter { $0 == "half" }.count == 1)
    }

    @Test func linearAxesBeginAtZero() throws {
        let zeros = try texts(scene(chart())).filter { $0.text.hasPrefix("0") && Double($0.text) == 0 }
        #expect(zeros.count == 2)
    }

    @Test func ticksThatWouldTouchAreLeftOut() throws {
        let many = (1...40).map { Double($0 * 1000) }
        let curve = ChartPanel.Curve(name: "c", look: .filled, points: many.map { .init(x: $0, y: 1) })
        let panel = ChartPanel(title: "t", y: ChartAxis(), curves: [curve])
        let scene = try scene(LineChart(panels: [panel], x: ChartAxis(ticks: many)))
        let labels = texts(scene).filter { Double($0.text) ?? 0 >= 1000 }.sorted { $0.box.x < $1.box.x }
        #expect((2..<40).contains(labels.count))
        #expect(zip(labels, labels.dropFirst()).allSatisfy { $0.box.maxX < $1.box.x })
    }

    @Test func oneSizeAlone() throws {
        let curve = ChartPanel.Curve(name: "c", look: .open, points: [.init(x: 4, y: 4)])
        let panel = ChartPanel(title: "t", y: ChartAxis(isLogarithmic: true), curves: [curve])
        let scene = try scene(LineChart(panels: [panel], x: ChartAxis(isLogarithmic: true, ticks: [4])))
        let (point, frame) = (try #require(curves(scene).first?.points.first), frames(scene)[0])
        #expect(abs(point.x - frame.midX) < 1e-6)
    }

    @Test func whatAnAxisCannotShowIsRefused() throws {
        let zero = ChartPanel.Curve(name: "c", look: .filled, points: [.init(x: 0, y: 1)])
        let panel = ChartPanel(title: "t", y: ChartAxis(), curves: [zero])
        #expect(throws: FigureError.notOnAxis(curve: "c", x: 0, y: 1)) {
            _ = try LineChart(panels: [panel], x: ChartAxis(isLogarithmic: true))
        }
        #expect(throws: Never.self) { _ = try LineChart(panels: [panel], x: ChartAxis()) }
        #expect(throws: FigureError.noPanels) { _ = try LineChart(panels: [], x: ChartAxis()) }
        #expect(throws: FigureError.noPanels) {
            _ = try LineChart(panels: [ChartPanel(title: "t", y: ChartAxis(), curves: [])], x: ChartAxis())
        }
        var small = try chart()
        small.page.size = FigureSize(width: 90, height: 90)
        #expect(throws: FigureError.self) { _ = try scene(small) }
    }

    @Test func descriptionsSayWhatTheCurvesDo() throws {
        let description = try scene(chart()).description
        #expect(description.hasPrefix("Line chart against Size d. Growing: one from 2 to 512, half from 1 to 256."))
    }
}
