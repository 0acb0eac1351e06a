import Tensors

/// A mask laid over certain scores.
struct MaskCells {
    /// True where a key is masked, in the shape of the scores; nil without a mask.
    var masked: BooleanTensor?
    /// What is added to the scores, and how its cells are repeated over them; empty unless the mask is additive.
    var biases: [(elements: [Float], layout: CellLayout)] = []
}

extension AttentionMask {
    /// The mask laid over scores of the given axes.
    ///
    /// - Throws: `AttentionError` when the mask does not fit the scores.
    func cells(over scores: Shape, _ axes: ScoreAxes) throws(AttentionError) -> MaskCells {
        switch self {
        case .none:
            return MaskCells()
        case .validLengths(let lengths):
            try Self.check(lengths, batch: axes.batch)
            return MaskCells(masked: .prefixes(scores, axes) { lengths[$0.batch] })
        case .validLengthsPerQuery(let lengths):
            try Self.check(lengths, batch: axes.batch, queries: axes.queries)
            return MaskCells(masked: .prefixes(scores, axes) { lengths[$0.batch][$0.query] })
        case .causal:
            return MaskCells(masked: .prefixes(scores, axes) { $0.query + 1 })
        case .boolean(let allowed):
            let layout = try CellLayout("boolean mask", shape: allowed.shape, axes: axes)
            return MaskCells(masked: .repeating(layout, scores, axes) { !allowed.elements[$0] })
        case .additive(let bias):
            let layout = try CellLayout("additive mask", shape: bias.shape, axes: axes)
            let masked = BooleanTensor.repeating(layout, scores, axes) { bias.elements[$0] == -.infinity }
            return MaskCells(masked: masked, biases: [(bias.elements, layout)])
        case .window(let width):
            guard width > 0 else { throw .windowWidth(width) }
            return MaskCells(masked: .window(scores, axes, width: width))
        case .all(let masks):
            var all = MaskCells()
            for mask in masks {
                let cells = try mask.cells(over: scores, axes)
                all.biases += cells.biases
                guard let masked = cells.masked else { continue }
                all.masked = all.masked.map { $0.union(masked) } ?? masked
            }
            return all
        }
    }

    /// Checks that there is one length, not negative, for each batch row.
    static func check(_ lengths: [Int], batch count: Int) throws(AttentionError) {
        guard lengths.count == count else {
            throw .maskMismatch(mask: "valid lengths", allowed: [[count]], found: [lengths.count])
        }
        for (batch, length) in lengths.enumerated() where length < 0 {
            throw .negativeValidLength(length, index: [batch])
        }
    }

    /// Checks that there is one length, not negative, for each query of each batch row.
    static func check(_ lengths: [[Int]], batch count: Int, queries: Int) throws(AttentionError) {
        guard lengths.count == count else {
            throw .maskMismatch(
                mask: "valid lengths", allowed: [[count, queries]],
                found: [lengths.count, lengths.first?.count ?? 0])
        }
        for (batch, row) in lengths.enumerated() {
            guard row.count == queries else {
                throw .validLengthCountMismatch(batch: batch, expected: queries, found: row.count)
            }
            for (query, length) in row.enumerated() where length < 0 {
                throw .negativeValidLength(length, index: [batch, query])
            }
        }
    }
}

extension BooleanTensor {
    /// False for the first keys of each row, true for the others.
    fileprivate static func prefixes(_ scores: Shape, _ axes: ScoreAxes, length: (QueryRow) -> Int) -> BooleanTensor {
        var masked = [Bool]()
        masked.reserveCapacity(scores.count)
        for index in 0..<axes.rowCount {
            let kept = min(length(axes.row(index)), axes.keys)
            masked.append(contentsOf: repeatElement(false, count: kept))
            masked.append(contentsOf: repeatElement(true, count: axes.keys - kept))
        }
        return BooleanTensor(shape: scores, elements: masked)
    }

    /// True for the keys that are `width` or more places away from their query.
    fileprivate static func window(_ scores: Shape, _ axes: ScoreAxes, width: Int) -> BooleanTensor {
        var masked = [Bool]()
        masked.reserveCapacity(scores.count)
        for index in 0..<axes.rowCount {
            let query = axes.row(index).query
            for key in 0..<axes.keys { masked.append(abs(query - key) >= width) }
        }
        return BooleanTensor(shape: scores, elements: masked)
    }

    /// True where either is true; both have the same shape.
    fileprivate func union(_ other: BooleanTensor) -> BooleanTensor {
        BooleanTensor(shape: shape, elements: zip(elements, other.elements).map { $0 || $1 })
    }

    /// The cells of a mask, repeated over the rows of the scores.
    fileprivate static func repeating(
        _ layout: CellLayout, _ scores: Shape, _ axes: ScoreAxes, isMasked: (Int) -> Bool
    ) -> BooleanTensor {
        var masked = [Bool]()
        masked.reserveCapacity(scores.count)
        for index in 0..<axes.rowCount {
            for cell in layout.cells(ofRow: index) { masked.append(isMasked(cell)) }
        }
        return BooleanTensor(shape: scores, elements: masked)
    }
}
