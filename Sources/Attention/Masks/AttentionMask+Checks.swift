import Tensors

extension AttentionMask {
    /// Whether the mask changes no score.
    public var isNone: Bool {
        switch self {
        case .none: true
        case .all(let masks): masks.allSatisfy(\.isNone)
        default: false
        }
    }

    /// Whether the mask has causal or window parts, whose effect depends on where the queries stand.
    package var dependsOnQueryPositions: Bool {
        switch self {
        case .causal, .window: true
        case .all(let masks): masks.contains(where: \.dependsOnQueryPositions)
        default: false
        }
    }

    /// Whether the mask has truth values, true where a query may attend to a key.
    public var hasTruthValues: Bool {
        switch self {
        case .tensor(let mask): mask.meaning == .allowed
        case .all(let masks): masks.contains(where: \.hasTruthValues)
        default: false
        }
    }

    /// Whether the first axis of queries (n, Q, d) is the batch: the mask has an entry for each of its n indices, and could
    /// not be one for heads.
    ///
    /// - Parameters:
    ///   - queries: the shape of the queries.
    ///   - keyCount: the number of keys.
    package func isForBatches(of queries: Shape, keyCount: Int) -> Bool {
        guard queries.rank == 3 && queries[0] > 1 else { return false }
        return isForBatches(queries[0], queries: queries[1], keys: keyCount)
    }

    private func isForBatches(_ count: Int, queries: Int, keys: Int) -> Bool {
        switch self {
        case .validLengths(let lengths): return lengths.count == count
        case .validLengthsPerQuery(let lengths): return lengths.count == count
        case .tensor(let mask):
            if let names = mask.axes { return names.contains("batch") && !names.contains("head") }
            func fits(_ batch: Int, _ heads: Int) -> Bool {
                let axes = MaskAxes(leading: [("batch", batch), ("head", heads)], queries: queries, keys: keys)
                return !MaskReading.all(of: mask.shape.dimensions, over: axes).isEmpty
            }
            return !fits(1, count) && fits(count, 1)
        case .all(let masks): return masks.contains { $0.isForBatches(count, queries: queries, keys: keys) }
        case .none, .causal, .window: return false
        }
    }

    /// Whether the mask fits weights only if their first axis is the batch, or has the shape (batch, 1, query, key) of the
    /// masks of models.
    ///
    /// - Parameters:
    ///   - axes: the axes of the weights, without a batch.
    ///   - names: their names if the first is the batch.
    package func impliesBatch(_ axes: MaskAxes, ifNamed names: [String]) -> Bool {
        guard axes.batchAxis == nil, let rows = axes.leading.first?.count, rows > 1 else { return false }
        if case .all(let masks) = self { return masks.contains { $0.impliesBatch(axes, ifNamed: names) } }
        if case .tensor(let mask) = self, mask.axes == nil, mask.shape.rank == 4, mask.shape[1] == 1 {
            return mask.shape[0] == rows
        }
        let leading = zip(names, axes.leading).map { (name: $0, count: $1.count) }
        func fits(_ axes: MaskAxes) -> Bool { (try? check(axes)) != nil }
        return !fits(axes) && fits(MaskAxes(leading: leading, queries: axes.queries, keys: axes.keys))
    }

    /// Checks the mask against the axes of the scores.
    ///
    /// - Throws: `AttentionError` if the mask does not fit.
    func check(_ axes: MaskAxes) throws(AttentionError) {
        switch self {
        case .none: break
        case .validLengths(let lengths): try Self.check(lengths, batch: axes.batchCount)
        case .validLengthsPerQuery(let lengths):
            try Self.check(lengths, batch: axes.batchCount, queries: axes.queries)
        case .causal(let offset): try Self.check(offset: offset)
        case .window(let width, let offset):
            guard width > 0 else { throw .windowWidth(width) }
            try Self.check(offset: offset)
        case .tensor(let mask): _ = try mask.reading(over: axes)
        case .all(let masks): for mask in masks { try mask.check(axes) }
        }
    }

    /// Checks that sums of positions and an offset cannot overflow.
    ///
    /// - Throws: `AttentionError.queryOffset`.
    package static func check(offset: Int) throws(AttentionError) {
        guard offset.magnitude < 1 << 40 else { throw .queryOffset(offset) }
    }

    /// Checks that there is one length, not negative, for each batch row.
    private static func check(_ lengths: [Int], batch count: Int) throws(AttentionError) {
        guard lengths.count == count else {
            throw .maskMismatch(mask: .validLengths, allowed: [[count]], found: [lengths.count])
        }
        for (batch, length) in lengths.enumerated() where length < 0 {
            throw .negativeValidLength(length, index: [batch])
        }
    }

    /// Checks that there is one length, not negative, for each query of each batch row.
    private static func check(_ lengths: [[Int]], batch count: Int, queries: Int) throws(AttentionError) {
        guard lengths.count == count else {
            throw .maskMismatch(
                mask: .validLengths, allowed: [[count, queries]], found: [lengths.count, lengths.first?.count ?? 0])
        }
        for (batch, row) in lengths.enumerated() {
            guard row.count == queries else {
                throw .validLengthCountMismatch(batch: batch, expected: queries, found: row.count)
            }
            for (query, length) in row.enumerated() where length < 0 {
                throw .negativeValidLength(length, index: [batch, query])
            }
        }
    }
}

extension MaskTensor {
    /// Which axis of the scores each axis of the mask belongs to.
    ///
    /// - Throws: `AttentionError.maskMismatch`, `.ambiguousMask` if the sizes allow several readings, `.maskAxes` if the names
    ///   of the axes do not fit.
    func reading(over axes: MaskAxes) throws(AttentionError) -> MaskReading {
        let shape = self.shape.dimensions
        if let names = self.axes {
            let reading = MaskReading(names: names)
            guard reading.fits(shape, over: axes) else {
                throw .maskAxes(
                    mask: input, names: names, found: shape, axes: axes.all.map(\.name), sizes: axes.all.map(\.count))
            }
            return reading
        }
        let readings = MaskReading.all(of: shape, over: axes)
        guard readings.count < 2 else {
            throw .ambiguousMask(mask: input, readings: readings.map(\.names), found: shape)
        }
        guard let reading = readings.first else {
            throw .maskMismatch(mask: input, allowed: Self.shapes(over: axes), found: shape)
        }
        return reading
    }

    /// The shapes that fit, without those of masks that broadcast.
    private static func shapes(over axes: MaskAxes) -> [[Int]] {
        let matrix = [axes.queries, axes.keys]
        let leading = axes.leading.map(\.count)
        var shapes = [matrix] + leading.indices.map { Array(leading[...$0]) + matrix }
        if let batch = axes.batchAxis { shapes.append([leading[batch], axes.keys]) }
        return shapes
    }
}
