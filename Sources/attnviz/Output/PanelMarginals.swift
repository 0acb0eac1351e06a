import Heatmaps

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension PanelMarginals {
    /// Above the panel the mean of the weights of each key over the queries: the attention it receives. Beside it the entropy
    /// of the weights of each query in nats, the sum of -w ln w over the keys drawn. Masked cells count as 0.
    ///
    /// - Throws: `DataError` for a value that is no weight: negative, infinite or NaN.
    init(weights panel: HeatmapPanel) throws {
        var received = [Double](repeating: 0, count: panel.columns)
        var entropy = [Double](repeating: 0, count: panel.rows)
        for (index, value) in panel.values.elements.enumerated() where panel.masked?[index] != true {
            let (query, key) = index.quotientAndRemainder(dividingBy: panel.columns)
            guard value >= 0, value.isFinite else {
                throw DataError(
                    "marginals need weights, finite and not negative; the value at query \(query), key \(key) is \(value)"
                )
            }
            guard value > 0 else { continue }
            let weight = Double(value)
            received[key] += weight / Double(panel.rows)
            entropy[query] -= weight * log(weight)
        }
        // Weights a little above 1, of rounding, must not make it negative.
        self.init(above: received, beside: entropy.map { max(0, $0) })
    }
}

extension HeatmapGrid {
    /// Bars beside each panel for the attention that keys receive and for the entropy of queries.
    ///
    /// - Throws: `DataError` for a value that is no weight.
    mutating func addMarginals() throws {
        for (index, panel) in panels.enumerated() {
            guard let panel else { continue }
            panels[index]?.marginals = try PanelMarginals(weights: panel)
        }
        captionAbove = MarginalCaption("received")
        captionBeside = MarginalCaption("entropy", unit: "nats")
    }
}
