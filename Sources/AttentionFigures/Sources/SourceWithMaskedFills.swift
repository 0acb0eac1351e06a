import Attention
import Tensors

/// Scores before the softmax, in which the scores that stand for a mask are masked: those of at most `MaskTensor.maskingBias`.
struct SourceWithMaskedFills: WeightsSource {
    var axes: WeightAxes
    private let base: any WeightsSource

    init(_ base: any WeightsSource) {
        self.base = base
        axes = base.axes
    }

    var place: String? { base.place }
    var canMask: Bool { true }
    var maskedValue: Float { base.maskedValue }
    var hasSinks: Bool { base.hasSinks }
    var mask: AttentionMask { base.mask }
    var queriesAreKeyPositions: Bool { base.queriesAreKeyPositions }
    var smallestColor: Double? { base.smallestColor }
    var residentBytes: Int { base.residentBytes }

    func outline(_ pass: RowPass) throws -> any WeightRows { try MaskedFillRows(base: base.outline(pass)) }

    func verify() throws { try base.verify() }

    func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
        try base.withRows(pass) { try body(MaskedFillRows(base: $0)) }
    }
}

/// Rows of scores whose fill values are masked.
private struct MaskedFillRows: WeightRows {
    let base: any WeightRows

    var axes: WeightAxes { base.axes }
    var canMask: Bool { true }
    var rowElements: Int { base.rowElements }

    func memory(rows: Int) -> Int {
        base.memory(rows: rows) + rows * axes.keyCount * (MemoryLayout<Float>.size + 1)
    }

    func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        try base.withRows(rows, of: matrix) { block in
            let fills = (0..<rows.count).flatMap { block.row($0).lazy.map { $0 <= MaskTensor.maskingBias } }
            return try block.masking(fills, body)
        }
    }
}
