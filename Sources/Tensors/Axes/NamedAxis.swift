/// An axis with a name, whose positions keep their numbers when some of them are selected.
public struct NamedAxis: Hashable, Sendable {
    public let name: String
    /// The number of each position on the original axis.
    public let positions: [Int]
    /// A label for each position; nil to label positions by name and number.
    public var labels: [String]?
    /// Labels for each position of the axis `batch`, where they differ; they become `labels` when one position is chosen.
    public var batchLabels: [[String]]?
    /// Whether the file numbers the positions, as names such as `layer1` and `layer2` do; otherwise they are counted from 0.
    package var hasNumbers = false

    public init(name: String, positions: [Int], labels: [String]? = nil) {
        self.name = name
        self.positions = positions
        self.labels = labels
    }

    /// The axis with only the positions at these indices, in the given order.
    ///
    /// - Precondition: the indices are inside the axis.
    package func taking(_ indices: [Int]) -> NamedAxis {
        var taken = NamedAxis(
            name: name, positions: indices.map { positions[$0] },
            labels: labels.map { labels in indices.map { labels[$0] } })
        taken.batchLabels = batchLabels?.map { labels in indices.map { labels[$0] } }
        taken.hasNumbers = hasNumbers
        return taken
    }

    /// All labels of the axis, also those of the entries of a batch one after the other; nil if it has none.
    package var allLabels: [String]? { labels ?? batchLabels.map { Array($0.joined()) } }

    /// The axis for some positions of the axis `batch`, by their indices.
    ///
    /// - Precondition: the indices are inside that axis.
    package func taking(batch indices: [Int]) -> NamedAxis {
        guard let batchLabels else { return self }
        var taken = self
        let lists = indices.map { batchLabels[$0] }
        if let first = lists.first, lists.allSatisfy({ $0 == first }) {
            (taken.labels, taken.batchLabels) = (first, nil)
        } else {
            taken.batchLabels = lists
        }
        return taken
    }
}

/// An axis that was dropped, by selecting one position or by a reduction.
public struct FixedAxis: Hashable, Sendable {
    public let name: String
    /// The number of the selected position; nil if the axis was reduced.
    public let position: Int?
    /// The rule of the reduction; nil if a position was selected.
    public let reduction: AxisReduction.Rule?

    package init(name: String, position: Int? = nil, reduction: AxisReduction.Rule? = nil) {
        self.name = name
        self.position = position
        self.reduction = reduction
    }
}
