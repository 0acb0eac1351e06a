import Attention
import Heatmaps
import Tensors

extension HeatmapGrid {
    /// Adds bars to each panel: above it the mean weight of each key, at its right the entropy of each query.
    ///
    /// - Throws: `AttentionError.notAWeight` for a negative or infinite value or NaN that is not masked.
    public mutating func addMarginals() throws {
        for (index, panel) in panels.enumerated() {
            guard let panel else { continue }
            let rows = try panel.weightRows
            let marginals = try RowPass(threads: 1).run(over: rows) { AttentionMarginals(rows.axes, matrix: $0) }
            panels[index]?.marginals = marginals.first.map { PanelMarginals(above: $0.received, beside: $0.entropy) }
        }
        (captionAbove, captionBeside) = (.received, .entropy)
    }

    /// Adds the mean weight of the first key to the description, if the panels look like attention.
    ///
    /// - Throws: `TensorError` for a mask that does not fit a panel.
    public mutating func addAttentionFacts() throws {
        var survey = AttentionSurvey(keys: cellGrid.keys)
        for panel in panels.compactMap({ $0 }) {
            let rows = try panel.weightRows
            for part in try RowPass(threads: 1).run(
                over: rows, consumer: { _ in AttentionSurvey(keys: rows.axes.keyCount) })
            {
                survey.append(part)
            }
        }
        addFact(firstKeyShare: survey.firstKeyShare(keys: cellGrid.keys))
    }

    mutating func addFact(firstKeyShare share: Double?) {
        guard let share else { return }
        var key = ""
        if case .tokens(let tokens) = x.labels, let first = tokens.first { key = ", \(first)" }
        facts.append("Mean attention on the first key\(key): \(NumberText.general(share)).")
    }
}

extension AttentionSurvey {
    /// The mean weight of the first key; nil unless the rows look like attention and there are several keys.
    ///
    /// - Parameter keys: the number of keys.
    func firstKeyShare(keys: Int) -> Double? {
        looksLikeAttention && rowCount > 0 && keys > 1 ? firstKeySum / Double(rowCount) : nil
    }
}

extension HeatmapPanel {
    /// The values of the panel as rows of weights.
    fileprivate var weightRows: TensorRows {
        get throws {
            let mask = try masked.map { try BooleanTensor(shape: values.shape.dimensions, elements: $0) }
            return TensorRows(
                values, masked: mask, axes: WeightAxes(queryCount: values.shape[0], keyCount: values.shape[1]))
        }
    }
}
