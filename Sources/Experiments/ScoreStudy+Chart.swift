import Attention
import Heatmaps

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ScoreStudy {
    /// A line chart of variance, entropy and gradient over d for dot product and scaled dot product, with theoretical values as
    /// thin lines.
    ///
    /// - Throws: `FigureError.noPanels` without statistics of these scores.
    public func chart() throws(FigureError) -> LineChart {
        let sizes = statistics(of: .dot).map { Double($0.dimension) }
        guard let first = sizes.first, let last = sizes.last else { throw .noPanels }
        // The theoretical lines extend beyond the measured sizes; elsewhere the curves cover them.
        let overhang = first < last ? pow(last / first, 0.06) : 1.5
        let ends = [first / overhang, last * overhang]
        func guide(_ label: String, _ value: (Double) -> Double) -> ChartPanel.Guide {
            ChartPanel.Guide(label: label, points: ends.map { .init(x: $0, y: value($0)) })
        }
        let variance = ChartPanel(
            title: "Variance of scores", y: ChartAxis(isLogarithmic: true), curves: curves(\.variance),
            guides: [guide("theory: d") { $0 }, guide("theory: 1") { _ in 1 }])
        let entropy = ChartPanel(
            title: "Entropy of weights (nats)", y: ChartAxis(), curves: curves(\.entropy),
            guides: [guide("even weights: ln \(keyCount)") { _ in largestEntropy }])
        let gradient = ChartPanel(
            title: "Gradient of softmax", y: ChartAxis(), curves: curves(\.jacobianNorm))
        var chart = try LineChart(
            panels: [variance, entropy, gradient], x: ChartAxis(isLogarithmic: true, ticks: sizes))
        chart.title = "Divided by √d, scores stay small and the softmax keeps its gradient"
        chart.xLabel = "Size d of queries and keys"
        chart.caption =
            "Means over \(draws) draws of a query and \(keyCount) keys, with standard errors. "
            + "Gradient: the Frobenius norm of the softmax's Jacobian."
        return chart
    }

    private func curves(_ quantity: (ScoreStatistics) -> Estimate) -> [ChartPanel.Curve] {
        let looks: [(ScoreKind, String, ChartPanel.Curve.Look)] = [
            (.scaledDot, "Scaled dot-product", .open), (.dot, "Dot-product", .filled),
        ]
        return looks.map { score, name, look in
            let points = statistics(of: score).map { row in
                let estimate = quantity(row)
                return ChartPanel.Curve.Point(
                    x: Double(row.dimension), y: estimate.mean, error: estimate.standardError)
            }
            return ChartPanel.Curve(name: name, look: look, points: points)
        }
    }
}
