/// What a mask holds that its author may not have meant.
public enum MaskNote: Hashable, Sendable {
    /// A bias of 0 and 1 only: truth values that were stored as floating-point numbers mask nothing when they are added.
    case biasOfTruthValues
    /// The key at the position of each query is masked, as in a mask whose true means "masked".
    case ownKeysMasked
}

extension MaskNote: CustomStringConvertible {
    public var description: String {
        switch self {
        case .biasOfTruthValues: "the mask holds only 0 and 1, which are added to the scores as a bias and mask no key"
        case .ownKeysMasked: "the mask hides each query's own key"
        }
    }
}

extension AttentionMask {
    /// What the mask holds that its author may not have meant. Reads rows until the doubt is settled; all of them only where
    /// it is confirmed.
    ///
    /// - Parameter axes: the axes of the scores or weights, which the mask fits.
    /// - Throws: errors of reading a mask.
    package func notes(over axes: MaskAxes) throws -> [MaskNote] {
        switch self {
        case .tensor(let mask):
            switch mask.meaning {
            case .bias: try mask.holdsTruthValues() ? [.biasOfTruthValues] : []
            case .allowed: try mask.hidesOwnKeys(axes) ? [.ownKeysMasked] : []
            case .masked: []
            }
        case .all(let masks): try masks.flatMap { try $0.notes(over: axes) }
        default: []
        }
    }
}

extension MaskTensor {
    /// The number of elements to read at once.
    private static let blockElements = 1 << 18

    /// Whether all elements are 0 or 1, and at least one is 1.
    fileprivate func holdsTruthValues() throws -> Bool {
        var hasOne = false
        let isTruth = try allSatisfy { _, row in
            hasOne = hasOne || row.contains(1)
            return row.allSatisfy { $0 == 0 || $0 == 1 }
        }
        return isTruth && hasOne
    }

    /// Whether the key at the position of each query is masked. Queries are the last positions if there are fewer than keys.
    fileprivate func hidesOwnKeys(_ axes: MaskAxes) throws -> Bool {
        let names = try reading(over: axes).names
        guard names.count > 1, names[names.count - 2] == "query",
            shape.dimensions.suffix(2) == [axes.queries, axes.keys],
            axes.queries > 1
        else { return false }
        let offset = max(0, axes.keys - axes.queries)
        return try allSatisfy { query, row in query + offset >= row.count || row[query + offset] == 0 }
    }

    /// Calls `body` with all rows in order, and the number of each along its axis.
    func forEachRow(_ body: (_ row: Int, _ elements: [Float]) -> Void) throws {
        _ = try allSatisfy { row, elements in
            body(row, elements)
            return true
        }
    }

    /// Whether a condition holds for all rows, which are read until it does not.
    private func allSatisfy(
        _ condition: (_ row: Int, _ elements: [Float]) -> Bool
    ) throws -> Bool {
        let dimensions = shape.dimensions
        let columns = dimensions.last ?? 1
        let rows = dimensions.count < 2 ? 1 : dimensions[dimensions.count - 2]
        let leadingSizes = Array(dimensions.dropLast(2))
        let height = max(1, Self.blockElements / max(1, columns))
        for matrix in 0..<leadingSizes.reduce(1, *) {
            var (leading, rest) = ([Int](), matrix)
            for size in leadingSizes.reversed() {
                leading.insert(rest % size, at: 0)
                rest /= size
            }
            // The first block is a single row: most masks are settled by it.
            var start = 0
            while start < rows {
                let end = start == 0 ? 1 : min(start + height, rows)
                let elements = try self.elements(leading: leading, rows: start..<end)
                for row in start..<end {
                    let first = (row - start) * columns
                    guard condition(row, Array(elements[first..<first + columns])) else { return false }
                }
                start = end
            }
        }
        return true
    }
}
