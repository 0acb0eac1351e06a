import Tensors

extension AttentionMask {
    /// A mask of the keys that are padding: those that no query may attend to, by one of the parts of this mask. Causal masks
    /// and windows make no padding.
    ///
    /// - Parameter axes: the axes of the scores or weights, which the mask fits.
    /// - Returns: nil if no key is padding.
    /// - Throws: errors of reading a mask.
    package func padding(over axes: MaskAxes) throws -> AttentionMask? {
        switch self {
        case .none, .causal, .window: return nil
        case .validLengths(let lengths): return lengths.contains { $0 < axes.keys } ? self : nil
        case .validLengthsPerQuery(let lengths):
            return try AttentionMask.validLengths(lengths.map { $0.max() ?? 0 }).padding(over: axes)
        case .tensor(let mask): return try mask.padding(over: axes)
        case .all(let masks):
            let parts = try masks.compactMap { try $0.padding(over: axes) }
            return parts.isEmpty ? nil : .all(parts)
        }
    }
}

extension MaskTensor {
    /// The keys that are masked for all queries; nil if there are none. Reads the mask once.
    fileprivate func padding(over axes: MaskAxes) throws -> AttentionMask? {
        let names = try reading(over: axes).names
        var allowed: [Bool] = []
        let columns = shape.dimensions.last ?? 0
        guard columns == axes.keys else { return nil }
        let hasQueries = names.count > 1 && names[names.count - 2] == "query"
        try forEachRow { row, elements in
            if !hasQueries || row == 0 { allowed += [Bool](repeating: false, count: columns) }
            let start = allowed.count - columns
            for (key, element) in elements.enumerated() where !masks(element) { allowed[start + key] = true }
        }
        guard allowed.contains(false) else { return nil }
        let dimensions = shape.dimensions.dropLast(hasQueries ? 2 : 1) + [columns]
        let keyNames = Array(names.dropLast(hasQueries ? 2 : 1) + ["key"])
        return .boolean(try BooleanTensor(shape: Array(dimensions), elements: allowed), axes: keyNames)
    }

    /// Whether an element masks its key.
    private func masks(_ element: Float) -> Bool {
        switch meaning {
        case .allowed: element == 0
        case .masked: element != 0
        case .bias: element <= Self.maskingBias
        }
    }
}
