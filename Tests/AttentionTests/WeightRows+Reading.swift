import Tensors

@testable import Attention

extension WeightRows {
    /// All weights, read in blocks of so many rows, and what is masked among them where rows may be masked.
    func all(height: Int = .max) throws -> (weights: [Float], masked: [Bool]?, emptyRows: Int) {
        var (weights, masked, emptyRows) = ([Float](), [Bool](), 0)
        for matrix in 0..<axes.matrixCount {
            for first in stride(from: 0, to: axes.queryCount, by: min(height, max(1, axes.queryCount))) {
                let rows = first..<min(axes.queryCount, first + min(height, axes.queryCount))
                try withRows(rows, of: matrix) { block in
                    precondition(block.matrix == matrix && block.rows == rows && block.keys == axes.keyCount)
                    emptyRows += block.emptyRows
                    for index in 0..<rows.count {
                        weights += block.row(index)
                        masked += block.mask(index).map(Array.init) ?? [Bool](repeating: false, count: block.keys)
                    }
                }
            }
        }
        return (weights, canMask ? masked : nil, emptyRows)
    }
}

extension AttentionRows {
    /// Calls `body` with the rows of operands in memory.
    static func with<Result>(
        queries: Tensor, keys: Tensor, leadingAxis: HeadLayout.LeadingAxis = .head, heads: Int? = nil,
        score: any ScoringFunction = ScaledDotProductScore(), mask: AttentionMask = .none,
        fill: MaskedFill = .negativeInfinity, stage: Stage = .weights, pass: RowPass = RowPass(),
        _ body: (AttentionRows) throws -> Result
    ) throws -> Result {
        let layout = try OperandLayout(
            queries: queries.shape, keys: keys.shape, leadingAxis: leadingAxis, heads: heads)
        return try queries.elements.withUnsafeBufferPointer { queryElements in
            try keys.elements.withUnsafeBufferPointer { keyElements in
                try body(
                    AttentionRows(
                        layout, queries: queryElements, keys: keyElements, score: score, mask: mask, fill: fill,
                        stage: stage, pass: pass))
            }
        }
    }
}

extension Tensor {
    /// The elements as they lie in memory, so that NaN is equal to itself.
    var bits: [UInt32] { elements.map(\.bitPattern) }
}

extension [Float] {
    /// The elements as they lie in memory, so that NaN is equal to itself.
    var bits: [UInt32] { map(\.bitPattern) }
}
