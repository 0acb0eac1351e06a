extension RowBlock {
    /// Calls `body` with a block of computed rows without gaps between them.
    ///
    /// - Parameters:
    ///   - weights: row-major.
    ///   - masks: true where a key is masked, row-major; nil if none is.
    ///   - body: receives the block, which is valid only during the call.
    package static func with<Result>(
        matrix: Int, rows: Range<Int>, keys: Int, weights: [Float], masks: [Bool]? = nil, emptyRows: Int = 0,
        _ body: (RowBlock) throws -> Result
    ) rethrows -> Result {
        try weights.withUnsafeBufferPointer { weights in
            guard let masks else {
                return try body(
                    RowBlock(matrix: matrix, rows: rows, keys: keys, weights: weights, emptyRows: emptyRows))
            }
            return try masks.withUnsafeBufferPointer { masks in
                try body(
                    RowBlock(
                        matrix: matrix, rows: rows, keys: keys, weights: weights, masks: masks, emptyRows: emptyRows))
            }
        }
    }

    /// The weights, row-major and contiguous; masked ones as they were stored or computed.
    var storedElements: [Float] {
        var elements = [Float]()
        elements.reserveCapacity(rows.count * keys)
        for index in 0..<rows.count { elements.append(contentsOf: row(index)) }
        return elements
    }

    /// The weights, row-major and contiguous; masked ones are 0.
    package var elements: [Float] { elements(maskedValue: 0) }

    /// The weights, row-major and contiguous.
    ///
    /// - Parameter maskedValue: the value of masked ones.
    package func elements(maskedValue: Float) -> [Float] {
        var elements = [Float]()
        elements.reserveCapacity(rows.count * keys)
        for index in 0..<rows.count {
            if let mask = mask(index) {
                elements.append(contentsOf: zip(row(index), mask).lazy.map { $1 ? maskedValue : $0 })
            } else {
                elements.append(contentsOf: row(index))
            }
        }
        return elements
    }

    /// True where a key is masked, row-major and contiguous.
    package var maskElements: [Bool] {
        var elements = [Bool]()
        elements.reserveCapacity(rows.count * keys)
        for index in 0..<rows.count {
            if let mask = mask(index) {
                elements.append(contentsOf: mask)
            } else {
                elements.append(contentsOf: repeatElement(false, count: keys))
            }
        }
        return elements
    }
}
