/// The axes of the scores or weights that a mask applies to.
package struct MaskAxes: Sendable {
    /// The axes before queries and keys, such as batch and head.
    let leading: [(name: String, count: Int)]
    let queries: Int
    let keys: Int

    package init(leading: [(name: String, count: Int)], queries: Int, keys: Int) {
        self.leading = leading
        self.queries = queries
        self.keys = keys
    }

    init(_ axes: ScoreAxes) {
        leading = [("batch", axes.batch)] + (axes.heads.map { [("head", $0)] } ?? [])
        queries = axes.queries
        keys = axes.keys
    }

    /// All axes in order.
    var all: [(name: String, count: Int)] { leading + [("query", queries), ("key", keys)] }

    /// The index of the axis of batch rows; nil if there is none.
    var batchAxis: Int? { leading.firstIndex { $0.name == "batch" } }

    /// The number of batch rows.
    var batchCount: Int { batchAxis.map { leading[$0].count } ?? 1 }
}
