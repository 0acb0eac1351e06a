/// The one definition of a pooled cell, computed while the rows of a matrix arrive; no row is kept.
///
///     cell = masked                              when all its positions are masked
///            NaN                                 when a position that is not masked is NaN
///            max of the positions not masked     `PoolingRule.maximum`
///            sum of the positions not masked / number of all positions     `PoolingRule.mean`
///
/// Sums are in double precision. A matrix may also be pooled in parts of whole rows of cells, which `append(_:)` joins: the
/// result is the same, to the last bit.
public struct CellAccumulator: Sendable {
    public let rule: PoolingRule
    public let size: CellSize
    /// The number of columns of the matrix.
    public let columns: Int
    /// The rows of cells that are complete, one after the other; a masked cell has the value 0.
    public private(set) var values: [Float] = []
    /// True for masked cells; empty unless masks were announced.
    public private(set) var masked: [Bool] = []

    private let isMasked: Bool
    /// How many positions each column stands for; nil where each stands for one.
    private let columnWeights: [Double]?
    /// For each column what its rows in the unfinished row of cells amount to.
    private var largest: [Float]
    private var sums: [Double]
    private var isOpen: [Bool]
    private var rowsInCell = 0
    private var positionsInCell = 0.0
    /// Whether a NaN is among `largest`: rare, and slow to ask of every column.
    private var hasNaN = false

    /// - Parameters:
    ///   - rule: the value of a cell
    ///   - size: rows and columns of a cell
    ///   - columns: the number of columns of the matrix
    ///   - isMasked: whether rows may come with a mask
    ///   - columnWeights: how many positions each column stands for, where the matrix was pooled before
    public init(
        _ rule: PoolingRule, size: CellSize, columns: Int, isMasked: Bool = false, columnWeights: [Int]? = nil
    ) {
        precondition(columns >= 0, "\(columns) columns")
        self.rule = rule
        self.size = size
        self.columns = columns
        self.isMasked = isMasked
        self.columnWeights = rule == .mean ? columnWeights?.map(Double.init) : nil
        let kept = size.isOne ? 0 : columns
        largest = [Float](repeating: -.infinity, count: rule == .maximum ? kept : 0)
        sums = [Double](repeating: 0, count: rule == .mean ? kept : 0)
        isOpen = [Bool](repeating: false, count: isMasked ? kept : 0)
    }

    /// Adds the next row of the matrix.
    ///
    /// - Parameters:
    ///   - row: `columns` values
    ///   - mask: true where a value is masked; nil where none is
    ///   - weight: how many positions the row stands for
    public mutating func add(
        _ row: UnsafeBufferPointer<Float>, masked mask: UnsafeBufferPointer<Bool>? = nil, weight: Int = 1
    ) {
        precondition(row.count == columns && mask.map { $0.count == columns } ?? true, "a row of \(row.count) values")
        precondition(mask == nil || isMasked, "a mask that was not announced")
        if size.isOne { return addCells(row, mask) }
        switch rule {
        case .maximum: raise(row, mask)
        case .mean: sum(row, mask, weight: Double(weight))
        }
        if isMasked {
            if let mask {
                for column in 0..<columns where !mask[column] { isOpen[column] = true }
            } else {
                for column in 0..<columns { isOpen[column] = true }
            }
        }
        rowsInCell += 1
        positionsInCell += Double(weight)
        if rowsInCell == size.queries { finishCells() }
    }

    /// Ends the last row of cells, which may stand for fewer rows.
    public mutating func finish() {
        if rowsInCell > 0 { finishCells() }
    }

    /// Adds the cells of the rows that follow.
    ///
    /// - Precondition: both are finished, and pool the same columns in the same way.
    public mutating func append(_ next: CellAccumulator) {
        precondition(rowsInCell == 0 && next.rowsInCell == 0, "an unfinished row of cells")
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
        // The sign bit is set once a value is NaN. A comparison in its place would keep the loop from being vectorised.
        var marks: UInt32 = 0
        largest.withUnsafeMutableBufferPointer { largest in
            for column in 0..<largest.count {
                let value = row[column]
                // A NaN that is already there stays: nothing is larger. One that arrives is dealt with below.
                largest[column] = value > largest[column] ? value : largest[column]
                marks |= (value.bitPattern & 0x7fff_ffff) &+ 0x007f_ffff
            }
        }
        guard marks >> 31 == 1 else { return }
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
                let isClosed = !isOpen[range].contains(true)
                masked.append(isClosed)
                if isClosed { values[values.count - count + cell] = 0 }
            }
        }
        for column in largest.indices { largest[column] = -.infinity }
        for column in sums.indices { sums[column] = 0 }
        for column in isOpen.indices { isOpen[column] = false }
        (rowsInCell, positionsInCell, hasNaN) = (0, 0, false)
    }

    private func maxima(_ count: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { row, initialized in
            row.initialize(repeating: -.infinity)
            initialized = count
            let width = size.keys
            // One column of each cell at a time: these comparisons do not wait for each other.
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
