import Tensors

/// The mean or maximum of rows along one leading axis, which is dropped.
///
/// A key is masked if it is masked at all positions of the axis. Otherwise its masked weights count as 0 in the mean and are
/// ignored in the maximum.
public struct ReducedRows: WeightRows {
    public let axes: WeightAxes
    private let base: any WeightRows
    private let rule: AxisReduction.Rule
    /// The number of positions along the axis.
    private let count: Int
    /// The distance in `base` between matrices of neighbouring positions of the axis.
    private let stride: Int

    /// - Throws: `AxisError.unknownAxis` if there is no such leading axis, `.nothingSelected` if it is empty.
    public init(_ base: any WeightRows, _ reduction: AxisReduction) throws(AxisError) {
        var axes = base.axes
        guard let index = axes.leading.firstIndex(where: { $0.name == reduction.axis }) else {
            throw .unknownAxis(reduction.axis, known: axes.all.map(\.name))
        }
        count = axes.leading[index].positions.count
        guard count > 0 else { throw .nothingSelected(axis: reduction.axis) }
        stride = axes.leading[(index + 1)...].reduce(1) { $0 * $1.positions.count }
        axes.leading.remove(at: index)
        axes.fixed.append(FixedAxis(name: reduction.axis, reduction: reduction.rule))
        self.axes = axes
        self.base = base
        rule = reduction.rule
    }

    public var canMask: Bool { base.canMask }
    public var rowElements: Int { base.rowElements }

    public func memory(rows: Int) -> Int {
        base.memory(rows: rows) + rows * axes.keyCount * (MemoryLayout<Double>.size + MemoryLayout<Float>.size + 1)
    }

    public func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        let keys = axes.keyCount
        let size = rows.count * keys
        var sums = [Double](repeating: 0, count: rule == .mean ? size : 0)
        var largest = [Float](repeating: -.infinity, count: rule == .max ? size : 0)
        var masked = [Bool](repeating: true, count: canMask ? size : 0)
        var emptyRows = 0
        let (outer, inner) = matrix.quotientAndRemainder(dividingBy: stride)
        for position in 0..<count {
            try base.withRows(rows, of: (outer * count + position) * stride + inner) { block in
                emptyRows += block.emptyRows
                for index in 0..<rows.count {
                    let (row, mask, start) = (block.row(index), block.mask(index), index * keys)
                    switch rule {
                    case .mean: Self.add(row, mask, to: &sums, at: start)
                    case .max: Self.raise(&largest, by: row, mask, at: start)
                    }
                    guard canMask else { continue }
                    for key in 0..<keys where mask?[key] != true { masked[start + key] = false }
                }
            }
        }
        var weights = rule == .mean ? sums.map { Float($0 / Double(count)) } : largest
        for index in masked.indices where masked[index] { weights[index] = 0 }
        return try RowBlock.with(
            matrix: matrix, rows: rows, keys: keys, weights: weights, masks: canMask ? masked : nil,
            emptyRows: emptyRows, body)
    }

    private static func add(
        _ row: UnsafeBufferPointer<Float>, _ mask: UnsafeBufferPointer<Bool>?, to sums: inout [Double], at start: Int
    ) {
        sums.withUnsafeMutableBufferPointer { sums in
            guard let mask else {
                for key in 0..<row.count { sums[start + key] += Double(row[key]) }
                return
            }
            for key in 0..<row.count where !mask[key] { sums[start + key] += Double(row[key]) }
        }
    }

    private static func raise(
        _ largest: inout [Float], by row: UnsafeBufferPointer<Float>, _ mask: UnsafeBufferPointer<Bool>?, at start: Int
    ) {
        largest.withUnsafeMutableBufferPointer { largest in
            for key in 0..<row.count where mask?[key] != true {
                let (old, value) = (largest[start + key], row[key])
                largest[start + key] = value.isNaN || old.isNaN ? .nan : Swift.max(old, value)
            }
        }
    }
}
