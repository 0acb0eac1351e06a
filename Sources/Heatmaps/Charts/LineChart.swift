/// A figure of curves as a value: panels that share an x axis, in the themes of heatmaps.
///
///     let points = [(2, 1.9), (64, 65.2)].map { ChartPanel.Curve.Point(x: $0, y: $1) }
///     let curve = ChartPanel.Curve(name: "measured", look: .filled, points: points)
///     let panel = ChartPanel(title: "Variance of scores", y: ChartAxis(isLogarithmic: true), curves: [curve])
///     var chart = try LineChart(panels: [panel], x: ChartAxis(isLogarithmic: true))
///     chart.xLabel = "Size d"
///
/// `FigureRenderer` of the module CairoRendering draws it. Panels stand in one row where the page is wide enough, else in several.
public struct LineChart: Figure {
    public let panels: [ChartPanel]
    public let x: ChartAxis
    public var xLabel: String?
    public var title: String?
    /// A line below the panels.
    public var caption: String?
    public var theme = FigureTheme.standard
    public var followsReader = false
    /// The size of cells is ignored.
    public var page = FigurePage()
    public var alternativeText: String?
    public var author = ""
    public var keywords = ""

    /// - Throws: `FigureError.noPanels`, or `.notOnAxis` for a point that its axes cannot show.
    public init(panels: [ChartPanel], x: ChartAxis) throws(FigureError) {
        guard !panels.isEmpty, panels.allSatisfy({ panel in panel.curves.contains { !$0.points.isEmpty } }) else {
            throw .noPanels
        }
        for panel in panels {
            for (name, points) in panel.curves.map({ ($0.name, $0.points) })
                + panel.guides.map({ ($0.label, $0.points) })
            {
                for point in points where !x.holds(point.x) || !panel.y.holds(point.y) {
                    throw .notOnAxis(curve: name, x: point.x, y: point.y)
                }
            }
        }
        self.panels = panels
        self.x = x
    }

    /// The description of the document.
    var description: String {
        if let alternativeText { return alternativeText }
        let sentences = panels.map { panel in
            let curves = panel.curves.map { curve in
                let ys = curve.points.map(\.y)
                let ends = [ys.first, ys.last].compactMap { $0 }.map { NumberText.general($0, digits: 3) }
                return "\(curve.name) from \(ends.joined(separator: " to "))"
            }
            return "\(panel.title): \(curves.joined(separator: ", "))."
        }
        let across = xLabel.map { " against \($0)" } ?? ""
        return "Line chart\(across). " + sentences.joined(separator: " ")
    }
}
