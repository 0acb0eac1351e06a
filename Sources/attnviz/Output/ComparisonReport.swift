import Attention
import Tensors

/// How far the heads of two tensors lie apart, by the names that files and options use.
enum HeadDistance: String, CaseIterable {
    case totalVariation = "total_variation"
    case jensenShannon = "jensen_shannon"

    /// What a figure calls it.
    var title: String { self == .totalVariation ? "Total variation" : "Jensen-Shannon divergence" }

    /// What its colorbar says.
    var label: String { self == .totalVariation ? "total variation" : "divergence in nats" }

    /// One value for each head.
    func values(of comparison: AttentionComparison) -> [Double] {
        self == .totalVariation ? comparison.totalVariation : comparison.jensenShannon
    }
}

/// The distances of all heads, as a table and as JSON: `{"shape":[...],"metrics":{"total_variation":[...],...}}`, where the
/// lists are nested as the axes before queries and keys are.
struct ComparisonReport: Encodable {
    let comparison: AttentionComparison
    let places: HeadPlaces
    private let shape: [Int]

    init(_ comparison: AttentionComparison, of weights: NamedTensor) {
        self.comparison = comparison
        places = HeadPlaces(of: weights)
        shape = weights.tensor.shape.dimensions
    }

    private enum Key: CodingKey {
        case shape, metrics
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let metrics = HeadDistance.allCases.map { ($0.rawValue, places.nested($0.values(of: comparison))) }
        try container.encode(shape, forKey: .shape)
        try container.encode(Dictionary(uniqueKeysWithValues: metrics), forKey: .metrics)
    }

    /// A row for each head.
    var table: TextTable {
        var table = TextTable(header: places.header + HeadDistance.allCases.map(\.rawValue))
        for place in comparison.totalVariation.indices {
            let distances = HeadDistance.allCases.map { TextTable.Cell.number($0.values(of: comparison)[place]) }
            table.add(places.cells(place) + distances)
        }
        return table
    }
}
