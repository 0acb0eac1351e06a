import Tensors

/// How the cells of a mask that leaves out leading axes are repeated over the rows of scores.
struct CellLayout {
    private let axes: ScoreAxes
    private let rank: Int

    /// - Throws: `AttentionError.maskMismatch` when the mask has none of the allowed shapes.
    init(_ name: String, shape: Shape, axes: ScoreAxes) throws(AttentionError) {
        let cells = [axes.queries, axes.keys]
        var allowed = [cells, [axes.batch] + cells]
        if let heads = axes.heads { allowed.append([axes.batch, heads] + cells) }
        guard allowed.contains(shape.dimensions) else {
            throw .maskMismatch(mask: name, allowed: allowed, found: shape.dimensions)
        }
        self.axes = axes
        rank = shape.rank
    }

    /// The positions, in the mask, of the cells of a row of the scores.
    func cells(ofRow index: Int) -> Range<Int> {
        let row = axes.row(index)
        let maskRow =
            switch rank {
            case 2: row.query
            case 3: row.batch * axes.queries + row.query
            default: index
            }
        return maskRow * axes.keys..<(maskRow + 1) * axes.keys
    }
}
