import Tensors

/// A mask for scores of given axes, evaluated for one block of query rows of one matrix at a time.
package struct ScoreMask: Sendable {
    private let mask: AttentionMask
    private let axes: MaskAxes

    /// - Throws: `AttentionError` if the mask does not fit scores of these axes.
    package init(_ mask: AttentionMask, over axes: MaskAxes) throws(AttentionError) {
        try mask.check(axes)
        self.mask = mask
        self.axes = axes
    }

    /// Whether a key may be masked.
    var canMask: Bool { !mask.isNone }

    /// The mask of a range of queries of one matrix.
    ///
    /// - Parameters:
    ///   - leading: the index of the matrix on each leading axis.
    ///   - queries: the queries.
    /// - Throws: errors of reading a `MaskTensor` only.
    func block(_ leading: [Int], queries: Range<Int>) throws -> MaskBlock {
        var block = MaskBlock()
        try add(mask, to: &block, leading, queries)
        return block
    }

    private func add(
        _ mask: AttentionMask, to block: inout MaskBlock, _ leading: [Int], _ queries: Range<Int>
    ) throws {
        let batch = axes.batchAxis.map { leading[$0] } ?? 0
        switch mask {
        case .none: break
        case .validLengths(let lengths): keep(queries, of: &block) { _ in 0..<lengths[batch] }
        case .validLengthsPerQuery(let lengths): keep(queries, of: &block) { 0..<lengths[batch][$0] }
        case .causal(let offset): keep(queries, of: &block) { KeyRanges.causal($0, offset: offset) }
        case .window(let width, let offset):
            keep(queries, of: &block) { KeyRanges.window($0, width: width, offset: offset) }
        case .tensor(let mask):
            let elements = try elements(of: mask, leading, queries)
            switch mask.meaning {
            case .bias: block.add(bias: elements)
            case .allowed: block.union(elements.lazy.map { $0 == 0 })
            case .masked: block.union(elements.lazy.map { $0 != 0 })
            }
        case .all(let masks):
            for mask in masks { try add(mask, to: &block, leading, queries) }
        }
    }

    /// The elements of a mask for a range of queries and all keys.
    private func elements(of mask: MaskTensor, _ leading: [Int], _ queries: Range<Int>) throws -> [Float] {
        let (names, shape) = (try mask.reading(over: axes).names, mask.shape.dimensions)
        // The index on an axis of the mask, 0 where it broadcasts.
        func index(_ axis: Int) -> Int {
            guard shape[axis] > 1, let own = axes.leading.firstIndex(where: { $0.name == names[axis] }) else {
                return 0
            }
            return leading[own]
        }
        let rowAxis = names.count - 2
        let hasQueries = rowAxis >= 0 && names[rowAxis] == "query" && shape[rowAxis] > 1
        let row = rowAxis < 0 || names[rowAxis] == "query" ? 0 : index(rowAxis)
        var elements = try mask.elements(
            leading: (0..<max(0, rowAxis)).map(index), rows: hasQueries ? queries : row..<row + 1)
        if shape[shape.count - 1] != axes.keys {
            elements = elements.flatMap { repeatElement($0, count: axes.keys) }
        }
        guard !hasQueries, queries.count != 1 else { return elements }
        return (0..<queries.count).flatMap { _ in elements }
    }

    /// Masks the keys outside the range of each query.
    private func keep(_ queries: Range<Int>, of block: inout MaskBlock, _ range: (Int) -> Range<Int>) {
        var masked = block.masked ?? [Bool](repeating: false, count: queries.count * axes.keys)
        masked.withUnsafeMutableBufferPointer { masked in
            for (row, query) in queries.enumerated() {
                let kept = range(query).clamped(to: 0..<axes.keys)
                let start = row * axes.keys
                for key in 0..<kept.lowerBound { masked[start + key] = true }
                for key in kept.upperBound..<axes.keys { masked[start + key] = true }
            }
        }
        block.masked = masked
    }
}

/// The mask of a block of query rows: (rows, keys), row-major.
struct MaskBlock: Sendable {
    /// True where a key is masked; nil if no mask applies.
    var masked: [Bool]?
    /// The biases to add to the scores, one array for each additive mask.
    private(set) var biases: [[Float]] = []

    /// Masks the keys where `other` is true.
    mutating func union(_ other: some Collection<Bool>) {
        masked = masked.map { zip($0, other).map { $0 || $1 } } ?? Array(other)
    }

    /// Adds a bias, which masks a key where it is as negative as models write masks.
    mutating func add(bias: [Float]) {
        union(bias.lazy.map { $0 <= MaskTensor.maskingBias })
        biases.append(bias)
    }
}
