import Attention
import Tensors

/// What each head does, as a table and as JSON: `{"shape":[...],"metrics":{"entropy":[...]},"patterns":[...]}`, where the
/// lists are nested as the axes before queries and keys are.
struct HeadReport: Encodable {
    let statistics: AttentionStatistics
    let places: HeadPlaces
    private let shape: [Int]

    init(_ statistics: AttentionStatistics, of weights: NamedTensor) {
        self.statistics = statistics
        places = HeadPlaces(of: weights)
        shape = weights.tensor.shape.dimensions
    }

    private enum Key: CodingKey {
        case shape, metrics, patterns
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let metrics = self.metrics.map { ($0.name.rawValue, places.nested($0.values)) }
        try container.encode(shape, forKey: .shape)
        try container.encode(Dictionary(uniqueKeysWithValues: metrics), forKey: .metrics)
        try container.encode(places.nested(statistics.heads.map(\.pattern.rawValue)), forKey: .patterns)
    }

    /// The metrics that were measured.
    private var metrics: [(name: HeadMetric, values: [Double])] {
        HeadMetric.allCases.compactMap { metric in statistics.values(of: metric).map { (metric, $0) } }
    }

    /// A row for each head.
    var table: TextTable {
        let metrics = self.metrics
        var table = TextTable(header: places.header + metrics.map(\.name.rawValue) + ["pattern", "rule"])
        for (place, head) in statistics.heads.enumerated() {
            let cells = metrics.map { TextTable.Cell.number($0.values[place]) }
            let words = [TextTable.Cell.word(head.pattern.rawValue), .word(head.pattern.rule)]
            table.add(places.cells(place) + cells + words)
        }
        return table
    }

    /// What a reader should know of weights that are not as a softmax gives them.
    var notes: [String] {
        var notes: [String] = []
        let skipped = statistics.heads.reduce(0) { $0 + $1.skippedQueries }
        if skipped > 0 {
            notes.append(
                "\(skipped) \(skipped == 1 ? "query has" : "queries have") no weights, or NaN among them, and "
                    + "\(skipped == 1 ? "does" : "do") not count in the means")
        }
        let unsound = statistics.heads.count { $0.largestRowError > 1e-3 }
        if unsound > 0 {
            notes.append(
                "rows of \(unsound) \(unsound == 1 ? "head does" : "heads do") not sum to 1: "
                    + "the metrics are defined for weights after the softmax")
        }
        return notes
    }
}
