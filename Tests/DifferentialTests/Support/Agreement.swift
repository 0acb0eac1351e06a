import AttentionFigures

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Whether numbers agree: within 1e-6, or 4e-6 of the larger one; NaN with NaN, infinity with itself.
func agree(_ one: Double, _ other: Double) -> Bool {
    one == other || one.isNaN && other.isNaN || abs(one - other) <= max(1e-6, 4e-6 * max(abs(one), abs(other)))
}

func agree(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return agree(one, other)
}

func agree(_ one: [Double], _ other: [Double]) -> Bool { one.count == other.count && zip(one, other).allSatisfy(agree) }

extension WeightCells {
    /// What in these cells differs from the definitions; nil where nothing does.
    func difference(from part: ReferenceWeights, size: CellSize, rule: PoolingRule) -> String? {
        if axes.dimensions != part.dimensions { return "axes \(axes.dimensions) for \(part.dimensions)" }
        if axes.all.map(\.positions) != part.leading.map(\.positions) + [part.queries, part.keys] {
            return "positions"
        }
        if (masked == nil) != (part.masked == nil) { return "cells that can\(masked == nil ? "not" : "") be masked" }
        for matrix in 0..<part.matrixCount {
            let expected = part.cells(matrix, size, rule)
            if values[matrix].count != expected.count { return "\(values[matrix].count) cells for \(expected.count)" }
            for (cell, value) in expected.enumerated() {
                if (value == nil) != (masked?[matrix][cell] ?? false) {
                    return "mask of cell \(cell), matrix \(matrix)"
                }
                if !agree(Double(values[matrix][cell]), value ?? 0) {
                    return "cell \(cell) of matrix \(matrix): \(values[matrix][cell]) for \(value ?? 0)"
                }
            }
        }
        for (matrix, marginals) in (marginals ?? []).enumerated() {
            if !agree(marginals.received, part.received(matrix)) { return "received, matrix \(matrix)" }
            if !agree(marginals.entropy, part.entropy(matrix)) { return "entropy, matrix \(matrix)" }
        }
        if emptyRows != part.emptyRowCount { return "\(emptyRows) empty rows for \(part.emptyRowCount)" }
        if !agree(firstKeyShare, part.firstKeyShare) {
            return "first key \(firstKeyShare ?? -1) for \(part.firstKeyShare ?? -1)"
        }
        if looksTransposed != part.looksTransposed { return "transposition" }
        return nil
    }

    /// Whether the values, masks and notes are the same to the last bit.
    func isSame(as other: WeightCells) -> Bool {
        axes == other.axes && grid == other.grid && masked == other.masked && emptyRows == other.emptyRows
            && looksTransposed == other.looksTransposed && agree(firstKeyShare, other.firstKeyShare)
            && zip(values, other.values).allSatisfy { $0.map(\.bitPattern) == $1.map(\.bitPattern) }
            && values.count == other.values.count
    }

    /// Whether masks are the same and values agree.
    func isNear(_ other: WeightCells) -> Bool {
        axes == other.axes && grid == other.grid && masked == other.masked && values.count == other.values.count
            && zip(values, other.values).allSatisfy { agree($0.map(Double.init), $1.map(Double.init)) }
    }
}

/// JSON as the program prints it.
func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
