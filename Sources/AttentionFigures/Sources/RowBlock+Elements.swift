import Attention

extension RowBlock {
    /// The weights, row-major and contiguous; masked ones are 0.
    var elements: [Float] {
        var elements = [Float]()
        elements.reserveCapacity(rows.count * keys)
        for index in 0..<rows.count {
            if let mask = mask(index) {
                elements.append(contentsOf: zip(row(index), mask).lazy.map { $1 ? 0 : $0 })
            } else {
                elements.append(contentsOf: row(index))
            }
        }
        return elements
    }

    /// True where a key is masked, row-major and contiguous.
    var maskElements: [Bool] {
        (0..<rows.count).flatMap { mask($0).map(Array.init) ?? [Bool](repeating: false, count: keys) }
    }
}
