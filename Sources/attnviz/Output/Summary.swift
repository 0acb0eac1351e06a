import Experiments
import Heatmaps
import Tensors

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// JSON for programs: keys in alphabetical order, numbers as short as they can be read back, NaN and infinities as text.
enum JSONOutput {
    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return try encoder.encode(value) + [UInt8(ascii: "\n")]
    }
}

/// A tensor in a summary: `{"shape":[2,10],"data":[...]}`, row-major.
struct TensorSummaryJSON: Encodable {
    let shape: [Int]
    let data: [Float]

    init(_ tensor: Tensor) {
        shape = tensor.shape.dimensions
        data = tensor.elements
    }
}

/// What a figure shows besides its numbers, for summaries; it is encoded into the same object as they are.
struct FigureFacts: Encodable {
    let title: String?
    let rows: Int
    let columns: Int
    let columnTitles: [String]
    let rowTitles: [String]
    /// Of each place of the grid, row after row, where panels are titled one by one.
    let panelTitles: [String]?
    let xLabels: [String]?
    let yLabels: [String]?
    /// The ends of the colour scale; of all scales together when panels do not share one.
    let vmin: Double
    let vmax: Double

    init(_ figure: HeatmapGrid) throws {
        title = figure.titles.figure
        rows = figure.rows
        columns = figure.columns
        columnTitles = figure.titles.columns
        rowTitles = figure.titles.rows
        let titles = figure.panels.map { $0?.title }
        panelTitles = titles.contains { $0 != nil } ? titles.map { $0 ?? "" } : nil
        xLabels = Self.labels(figure.x.labels, count: figure.cellGrid.keys)
        yLabels = Self.labels(figure.y.labels, count: figure.cellGrid.queries)
        let scales = try figure.colorScales()
        vmin = scales.map(\.minimum).min() ?? 0
        vmax = scales.map(\.maximum).max() ?? 0
    }

    /// Nil for positions from 0 on, which say nothing.
    private static func labels(_ labels: AxisLabels, count: Int) -> [String]? {
        switch labels {
        case .tokens(let tokens): tokens
        case .counted(let first): (first..<first + count).map(String.init)
        case .indices, .none: nil
        }
    }
}

/// The summary of an experiment: its seed, its inputs by name, and each attention matrix.
struct ExperimentSummary: Encodable {
    struct Attended: Encodable {
        let title: String
        let scores: TensorSummaryJSON
        let weights: TensorSummaryJSON
        let output: TensorSummaryJSON?
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    let experiment: Experiment

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(experiment.seed, forKey: Key("seed"))
        for input in experiment.inputs {
            try container.encode(TensorSummaryJSON(input.tensor), forKey: Key(input.name))
        }
        let panels = experiment.attended.map { attended in
            Attended(
                title: attended.title, scores: TensorSummaryJSON(attended.scores),
                weights: TensorSummaryJSON(attended.weights), output: attended.output.map(TensorSummaryJSON.init))
        }
        try container.encode(panels, forKey: Key("panels"))
    }
}
