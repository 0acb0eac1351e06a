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
}
