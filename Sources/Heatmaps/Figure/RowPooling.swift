import Tensors

/// Pools a matrix into cells while its rows come, without keeping them: for matrices that no memory should hold.
///
/// A cell is NaN if any of its values is, else the largest or the mean of them.
public struct RowPooling {
    private let rule: PoolingRule
    /// The sides of a cell in rows and columns.
    private let height: Int
    private let width: Int
    /// The columns that are pooled.
    private let columns: Range<Int>
    /// The pooled rows so far, one above the other.
    public private(set) var cells: [Float] = []

    /// What the rows of the unfinished cells come to, column by column.
    private var largest: [Float]
    private var sums: [Double]
    private var rowsInCell = 0
    /// Whether any of `largest` is NaN, which is rare and so a matter of its own.
    private var isNotANumberIncluded = false

    /// - Parameters:
    ///   - rule: what a cell shows of its values.
    ///   - rowsPerCell: how many rows a cell stands for; at least 1.
    ///   - columnsPerCell: how many columns; at least 1.
    ///   - columns: the part of each row that is pooled.
    public init(
        _ rule: PoolingRule, rowsPerCell: Int, columnsPerCell: Int, columns: Range<Int>
    ) {
        precondition(
            rowsPerCell >= 1 && columnsPerCell >= 1 && columns.lowerBound >= 0,
            "cells of \(rowsPerCell) by \(columnsPerCell) over columns \(columns)")
        self.rule = rule
        height = rowsPerCell
        width = columnsPerCell
        self.columns = columns
        largest = [Float](repeating: -.infinity, count: rule == .maximum ? columns.count : 0)
        sums = [Double](repeating: 0, count: rule == .mean ? columns.count : 0)
    }

    /// Adds the next rows.
    ///
    /// - Precondition: `elements` are rows of `rowLength`, which the columns are inside.
    public mutating func add(_ elements: UnsafeBufferPointer<Float>, rowLength: Int) {
        precondition(columns.upperBound <= rowLength && elements.count.isMultiple(of: max(1, rowLength)), "whole rows")
        for start in stride(from: 0, to: elements.count, by: max(1, rowLength)) {
            let row = UnsafeBufferPointer(
                rebasing: elements[start + columns.lowerBound..<start + columns.upperBound])
            switch rule {
            case .maximum: raise(by: row)
            case .mean: Self.add(row, to: &sums)
            }
            rowsInCell += 1
            if rowsInCell == height { finishCells() }
        }
    }

    /// Ends the last row of cells, which may stand for fewer rows.
    public mutating func finish() {
        if rowsInCell > 0 { finishCells() }
    }

    private mutating func raise(by row: UnsafeBufferPointer<Float>) {
        // The sign is set once any value is NaN. Comparisons would make this no loop over vectors.
        var marks: UInt32 = 0
        largest.withUnsafeMutableBufferPointer { largest in
            for column in 0..<min(largest.count, row.count) {
                let value = row[column]
                // A NaN that is there stays: nothing is larger. One that comes is seen to below.
                largest[column] = value > largest[column] ? value : largest[column]
                marks |= (value.bitPattern & 0x7fff_ffff) &+ 0x007f_ffff
            }
        }
        guard marks >> 31 == 1 else { return }
        isNotANumberIncluded = true
        for (column, value) in row.enumerated() where value.isNaN { largest[column] = .nan }
    }

    private static func add(_ row: UnsafeBufferPointer<Float>, to sums: inout [Double]) {
        sums.withUnsafeMutableBufferPointer { sums in
            for column in 0..<min(sums.count, row.count) { sums[column] += Double(row[column]) }
        }
    }

    private mutating func finishCells() {
        let count = CellGrid.cells(columns.count, of: width)
        switch rule {
        case .maximum:
            let row = [Float](unsafeUninitializedCapacity: count) { row, initialized in
                row.initialize(repeating: -.infinity)
                // Cell after cell would wait for each comparison; this way they do not depend on each other.
                largest.withUnsafeBufferPointer { largest in
                    for offset in 0..<min(width, columns.count) {
                        var column = offset
                        for cell in 0..<CellGrid.cells(columns.count - offset, of: width) {
                            row[cell] = largest[column] > row[cell] ? largest[column] : row[cell]
                            column &+= width
                        }
                    }
                    guard isNotANumberIncluded else { return }
                    for (column, value) in largest.enumerated() where value.isNaN { row[column / width] = .nan }
                }
                initialized = count
            }
            cells += row
        case .mean:
            for start in stride(from: 0, to: columns.count, by: width) {
                let end = min(start + width, columns.count)
                cells.append(Float(sums[start..<end].reduce(0, +) / Double((end - start) * rowsInCell)))
            }
        }
        isNotANumberIncluded = false
        for column in largest.indices { largest[column] = -.infinity }
        for column in sums.indices { sums[column] = 0 }
        rowsInCell = 0
    }
}
