import Attention

/// The distances between heads. The raw values are their names in files and options.
public enum HeadDistance: String, CaseIterable, Sendable {
    case totalVariation = "total_variation"
    case jensenShannon = "jensen_shannon"

    /// The name of the distance in figures.
    var title: String { self == .totalVariation ? "Total variation" : "Jensen-Shannon divergence" }

    /// The label of the colorbar.
    var label: String { self == .totalVariation ? "total variation" : "divergence in nats" }

    /// The value of each head, row-major over the leading axes.
    public func values(of comparison: AttentionComparison) -> [Double] {
        self == .totalVariation ? comparison.totalVariation : comparison.jensenShannon
    }
}
