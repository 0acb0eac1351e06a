#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the weights of a panel say about each key and each query. Masked cells count as 0.
struct PanelMarginals {
    /// For each key the mean of its weights over the queries: the attention it receives.
    let received: [Double]
    /// For each query the entropy of its weights in nats, the sum of -w ln w over the keys drawn.
    let entropy: [Double]

    /// - Throws: `FigureError.negativeWeight` for a value that is no weight: negative, infinite or NaN.
    init(_ panel: Panel) throws(FigureError) {
        var received = [Double](repeating: 0, count: panel.columns)
        var entropy = [Double](repeating: 0, count: panel.rows)
        for (index, value) in panel.values.elements.enumerated() where panel.masked?[index] != true {
            let (query, key) = index.quotientAndRemainder(dividingBy: panel.columns)
            guard value >= 0, value.isFinite else { throw .negativeWeight(value: value, query: query, key: key) }
            guard value > 0 else { continue }
            let weight = Double(value)
            received[key] += weight / Double(panel.rows)
            entropy[query] -= weight * log(weight)
        }
        self.received = received
        // Weights a little above 1, of rounding, must not make it negative.
        self.entropy = entropy.map { max(0, $0) }
    }

    /// The largest of each `count` values.
    static func pooled(_ values: [Double], by count: Int) -> [Double] {
        stride(from: 0, to: values.count, by: count).map { start in
            values[start..<min(start + count, values.count)].reduce(0, max)
        }
    }
}
