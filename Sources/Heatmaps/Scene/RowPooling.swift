/// Pools a matrix into cells while its rows come, without keeping them: for matrices that no memory should hold.
///
/// A cell is NaN if any of its values is, else the largest or the mean of them.
public struct RowPooling {
    private let rule: PositionPooling.Rule
    private let factor: Int
    /// The columns that are pooled.
    private let columns: Range<Int>
    /// The pooled rows so far, one above the other.
    public private(set) var cells: [Float] = []

    /// What the rows of the unfinished cells come to, column by column.
    private var largest: [Float]
    private var sums: [Double]
    private var rowsInCell = 0

    /// - Parameters:
    ///   - rule: what a cell shows of its values.
    ///   - factor: the side of a cell in rows and columns; at least 1.
    ///   - columns: the part of each row that is pooled.
    public init(_ rule: PositionPooling.Rule, factor: Int, columns: Range<Int>) {
        precondition(factor >= 1 && columns.lowerBound >= 0, "cells of \(factor) over columns \(columns)")
        self.rule = rule
        self.factor = factor
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
            case .maximum: Self.raise(&largest, by: row)
            case .mean: Self.add(row, to: &sums)
            }
            rowsInCell += 1
            if rowsInCell == factor { finishCells() }
        }
    }

    /// Ends the last row of cells, which may stand for fewer rows.
    public mutating func finish() {
        if rowsInCell > 0 { finishCells() }
    }

    private static func raise(_ largest: inout [Float], by row: UnsafeBufferPointer<Float>) {
        largest.withUnsafeMutableBufferPointer { largest in
            for column in 0..<min(largest.count, row.count) {
                let (value, before) = (row[column], largest[column])
                // Only NaN is not equal to itself, and nothing is larger than it: it stays.
                let isTaken = (value > before) != (value != value)
                largest[column] = isTaken ? value : before
            }
        }
    }

    private static func add(_ row: UnsafeBufferPointer<Float>, to sums: inout [Double]) {
        sums.withUnsafeMutableBufferPointer { sums in
            for column in 0..<min(sums.count, row.count) { sums[column] += Double(row[column]) }
        }
    }

    private mutating func finishCells() {
        for start in stride(from: 0, to: columns.count, by: factor) {
            let end = min(start + factor, columns.count)
            switch rule {
            case .maximum:
                cells.append(largest[start..<end].reduce(-.infinity) { $1 > $0 || $1.isNaN ? $1 : $0 })
            case .mean:
                cells.append(Float(sums[start..<end].reduce(0, +) / Double((end - start) * rowsInCell)))
            }
        }
        for column in largest.indices { largest[column] = -.infinity }
        for column in sums.indices { sums[column] = 0 }
        rowsInCell = 0
    }
}
