import Tensors

/// Rows of scores before the softmax, in which the scores that stand for a mask are masked: those of at most
/// `MaskTensor.maskingBias`.
package struct FillMaskedRows: WeightRows {
    private let base: any WeightRows

    package init(_ base: any WeightRows) { self.base = base }

    package var axes: WeightAxes { base.axes }
    package var canMask: Bool { true }
    package var rowElements: Int { base.rowElements }

    package func memory(rows: Int) -> Int {
        base.memory(rows: rows) + rows * axes.keyCount * (MemoryLayout<Float>.size + 1)
    }

    package func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        try base.withRows(rows, of: matrix) { block in
            let fills = (0..<rows.count).flatMap { block.row($0).lazy.map { $0 <= MaskTensor.maskingBias } }
            return try block.masking(fills, body)
        }
    }
}
