/// Pools the values of a matrix into cells, row by row; no row is stored.
///
///     cell = masked                                                     if all its positions are masked
///            NaN                                                        if a position that is not masked is NaN
///            max of the positions not masked                            `PoolingRule.maximum`
///            sum of the positions not masked / number of positions      `PoolingRule.mean`
///
/// Sums are in double precision. A matrix may be pooled in parts, each a multiple of the height of a cell, which `append(_:)`
/// concatenates; the result is the same to the last bit.
public struct CellAccumulator: Sendable {
    public let rule: PoolingRule
    public let size: CellSize
    /// The number of columns of the matrix.
    public let columns: Int
    /// The cells of all complete rows of cells, row-major; masked cells are 0.
    public private(set) var values: [Float] = []
    /// True for masked cells; empty unless `isMasked` was set.
    public private(set) var masked: [Bool] = []

    private let isMasked: Bool
    /// The number of positions that each column covers; nil if each covers one.
    private let columnWeights: [Double]?
    /// The maximum of each column over the rows of the incomplete row of cells; empty for other rules.
    private var largest: [Float]
    /// The sum of each column over the rows of the incomplete row of cells; empty for other rules.
    private var sums: [Double]
    /// Whether a column has a position in the incomplete row of cells that is not masked.
    private var isKept: [Bool]
    private var rowsInCell = 0
    private var positionsInCell = 0.0
    /// Whether `largest` contains a NaN, which is rare: without it, columns need not be checked.
    private var hasNaN = false

    /// - Parameters:
    ///   - rule: the value of a cell
    ///   - size: the number of rows and columns of a cell
    ///   - columns: the number of columns of the matrix
    ///   - isMasked: whether rows may have a mask
    ///   - columnWeights: the number of positions that each column covers, if the matrix is pooled already; nil for one
    public init(
        _ rule: PoolingRule, size: CellSize, columns: Int, isMasked: Bool = false, columnWeights: [Int]? = nil
    ) {
        precondition(columns >= 0, "\(columns) columns")
        self.rule = rule
        self.size = size
        self.columns = columns
        self.isMasked = isMasked
        self.columnWeights = rule == .mean ? columnWeights?.map(Double.init) : nil
        let count = size.isOne ? 0 : columns
        largest = [Float](repeating: -.infinity, count: rule == .maximum ? count : 0)
        sums = [Double](repeating: 0, count: rule == .mean ? count : 0)
        isKept = [Bool](repeating: false, count: isMasked ? count : 0)
    }

    /// Adds the next row of the matrix.
    ///
    /// - Parameters:
    ///   - row: `columns` values
    ///   - mask: true where a value is masked; nil if none is
    ///   - weight: the number of positions that the row covers, if the matrix is pooled already
    public mutating func add(
        _ row: UnsafeBufferPointer<Float>, masked mask: UnsafeBufferPointer<Bool>? = nil, weight: Int = 1
    ) {
        precondition(row.count == columns && mask.map { $0.count == columns } ?? true, "a row of \(row.count) values")
        precondition(mask == nil || isMasked, "a mask, but isMasked is false")
        if size.isOne { return addCells(row, mask) }
        switch rule {
        case .maximum: raise(row, mask)
        case .mean: sum(row, mask, weight: Double(weight))
        }
        if isMasked {
            if let mask {
                for column in 0..<columns where !mask[column] { isKept[column] = true }
            } else {
                for column in 0..<columns { isKept[column] = true }
            }
        }
        rowsInCell += 1
        positionsInCell += Double(weight)
        if rowsInCell == size.queries { finishCells() }
    }

    /// Completes the last row of cells, which may have fewer rows.
    public mutating func finish() {
        if rowsInCell > 0 { finishCells() }
    }

    /// Appends the cells of the rows that follow.
    ///
    /// - Precondition: both have no incomplete row of cells, and the same columns, size and rule.
    public mutating func append(_ next: CellAccumulator) {
        precondition(rowsInCell == 0 && next.rowsInCell == 0, "an incomplete row of cells")
        precondition(columns == next.columns && size == next.size && rule == next.rule, "cells of another matrix")
        values += next.values
        masked += next.masked
    }

    /// Cells of one position.
    private mutating func addCells(_ row: UnsafeBufferPointer<Float>, _ mask: UnsafeBufferPointer<Bool>?) {
        guard let mask else {
            values.append(contentsOf: row)
            if isMasked { masked.append(contentsOf: repeatElement(false, count: columns)) }
            return
        }
        values.append(contentsOf: zip(row, mask).lazy.map { $1 ? 0 : $0 })
        masked.append(contentsOf: mask)
    }

    private mutating func raise(_ row: UnsafeBufferPointer<Float>, _ mask: UnsafeBufferPointer<Bool>?) {
        if let mask {
            for column in 0..<columns where !mask[column] {
                let value = row[column]
                if value.isNaN {
                    largest[column] = .nan
                    hasNaN = true
                } else if value > largest[column] {
                    largest[column] = value
                }
            }
            return
        }
        // The sign bit of `bits` is set if a value is NaN: a branch in the loop would prevent its vectorisation.
        var bits: UInt32 = 0
        largest.withUnsafeMutableBufferPointer { largest in
            for column in 0..<largest.count {
                let value = row[column]
                // Comparisons with NaN are false: a NaN in `largest` stays, and a NaN in the row is handled below.
                largest[column] = value > largest[column] ? value : largest[column]
                bits |= (value.bitPattern & 0x7fff_ffff) &+ 0x007f_ffff
            }
        }
        guard bits >> 31 == 1 else { return }
        hasNaN = true
        for column in 0..<columns where row[column].isNaN { largest[column] = .nan }
    }

    private mutating func sum(
        _ row: UnsafeBufferPointer<Float>, _ mask: UnsafeBufferPointer<Bool>?, weight: Double
    ) {
        sums.withUnsafeMutableBufferPointer { sums in
            if mask == nil, columnWeights == nil, weight == 1 {
                for column in 0..<sums.count { sums[column] += Double(row[column]) }
                return
            }
            for column in 0..<sums.count where mask?[column] != true {
                sums[column] += weight * (columnWeights?[column] ?? 1) * Double(row[column])
            }
        }
    }

    private mutating func finishCells() {
        let count = CellGrid.cells(columns, of: size.keys)
        switch rule {
        case .maximum: values += maxima(count)
        case .mean:
            for start in stride(from: 0, to: columns, by: size.keys) {
                let range = start..<min(start + size.keys, columns)
                let width = columnWeights.map { $0[range].reduce(0, +) } ?? Double(range.count)
                values.append(Float(sums[range].reduce(0, +) / (width * positionsInCell)))
            }
        }
        if isMasked {
            for cell in 0..<count {
                let range = cell * size.keys..<min((cell + 1) * size.keys, columns)
                let isFullyMasked = !isKept[range].contains(true)
                masked.append(isFullyMasked)
                if isFullyMasked { values[values.count - count + cell] = 0 }
            }
        }
        for column in largest.indices { largest[column] = -.infinity }
        for column in sums.indices { sums[column] = 0 }
        for column in isKept.indices { isKept[column] = false }
        (rowsInCell, positionsInCell, hasNaN) = (0, 0, false)
    }

    private func maxima(_ count: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { row, initialized in
            row.initialize(repeating: -.infinity)
            initialized = count
            let width = size.keys
            // One column of each cell at a time, so that consecutive comparisons are independent of each other.
            largest.withUnsafeBufferPointer { largest in
                for offset in 0..<min(width, columns) {
                    var column = offset
                    for cell in 0..<CellGrid.cells(columns - offset, of: width) {
                        row[cell] = largest[column] > row[cell] ? largest[column] : row[cell]
                        column &+= width
                    }
                }
                guard hasNaN else { return }
                for (column, value) in largest.enumerated() where value.isNaN { row[column / width] = .nan }
            }
        }
    }
}
