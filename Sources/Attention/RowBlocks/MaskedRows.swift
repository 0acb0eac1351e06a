import Tensors

/// Rows of weights that exist already, with a mask: masked weights are hatched in figures and count nowhere. A bias masks the
/// keys where it is at most `MaskTensor.maskingBias`, and changes no weight.
public struct MaskedRows: WeightRows {
    public let axes: WeightAxes
    private let base: any WeightRows
    private let mask: ScoreMask

    /// - Parameters:
    ///   - base: the weights.
    ///   - mask: the keys that each query may attend to.
    /// - Throws: `AttentionError` if the mask does not fit the axes of the weights.
    public init(_ base: any WeightRows, mask: AttentionMask) throws(AttentionError) {
        axes = base.axes
        self.base = base
        self.mask = try ScoreMask(mask, over: MaskAxes(base.axes))
    }

    public var canMask: Bool { mask.canMask || base.canMask }
    public var rowElements: Int { base.rowElements }

    public func memory(rows: Int) -> Int {
        // The elements of the mask, and the masks of both.
        base.memory(rows: rows) + rows * axes.keyCount * (MemoryLayout<Float>.size + 2)
    }

    public func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        guard mask.canMask else { return try base.withRows(rows, of: matrix, body) }
        let masked = try mask.block(axes.index(ofMatrix: matrix), queries: rows).masked
        return try base.withRows(rows, of: matrix) { block in
            try block.masking(masked ?? [Bool](repeating: false, count: rows.count * axes.keyCount), body)
        }
    }
}

extension MaskAxes {
    /// The axes of weights.
    package init(_ axes: WeightAxes) {
        self.init(
            leading: axes.leading.map { ($0.name, $0.positions.count) }, queries: axes.queryCount, keys: axes.keyCount)
    }
}

extension RowBlock {
    /// Calls `body` with the block and more masked keys.
    ///
    /// - Parameter masked: true where a key is masked, row-major.
    func masking<Result>(_ masked: [Bool], _ body: (RowBlock) throws -> Result) rethrows -> Result {
        var masked = masked
        var emptyRows = 0
        for index in 0..<rows.count {
            let range = index * keys..<(index + 1) * keys
            if let own = mask(index) {
                for key in 0..<keys where own[key] { masked[range.lowerBound + key] = true }
            }
            if keys > 0, !masked[range].contains(false) { emptyRows += 1 }
        }
        return try RowBlock.with(
            matrix: matrix, rows: rows, keys: keys, weights: storedElements, masks: masked, emptyRows: emptyRows, body)
    }
}
