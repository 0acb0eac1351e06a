internal import CAttentionKernels
import Tensors

extension StreamingAttentionMap {
    func pooled(
        _ operands: HeadOperands, mask: AttentionMask, crop: AttentionCrop, _ watch: WorkWatch
    ) throws(AttentionError) -> PooledAttention {
        let queryCount = operands.queries.count
        let keyCount = operands.keys.count
        let scale = try Self.checkedScale(self.scale, operands)
        let (queries, keys) = try crop.resolved(queryCount: queryCount, keyCount: keyCount)
        let ranges = try KeyRanges(
            mask, queries: queries, queryCount: queryCount, keyCount: keyCount, batch: operands.batch,
            batchCount: operands.batchCount)
        let grid = pooling.grid(queries: queries.count, keys: keys.count)
        let shape = try grid.shape()
        let queryRows = operands.queries[queries]
        try Self.checkMagnitudes(queryRows, firstQuery: queries.lowerBound, operands.keys)
        guard watch.advance(to: 0) else { throw .cancelled }

        var cells = [Float](repeating: 0, count: shape.count)
        var rows = RowResults(count: queries.count)
        let status = withKernelPointers(&cells, &rows, ranges, watch) { pointers in
            var map = attn_map()
            map.queries = queryRows.kernelMatrix
            map.keys = operands.keys.kernelMatrix
            map.scale = scale
            map.first_key = pointers.firstKeys
            map.end_key = pointers.endKeys
            map.first_column = Int64(keys.lowerBound)
            map.column_count = Int64(keys.count)
            map.pool_rows = Int64(grid.queries.factor)
            map.pool_columns = Int64(grid.keys.factor)
            switch pooling.rule {
            case .maximum: map.maximum = pointers.cells
            case .mean: map.mean = pointers.cells
            }
            map.rows = pointers.rows
            map.threads = threadCount
            map.instructions = instructions.kernelName
            map.context = pointers.watch
            map.advanced = { context, share in
                guard let watch = context?.assumingMemoryBound(to: WorkWatch.self) else { return 1 }
                return watch.pointee.advance(to: share) ? 1 : 0
            }
            return attn_pool(&map)
        }
        switch status {
        case ATTN_DONE: break
        case ATTN_CANCELLED: throw .cancelled
        case ATTN_NO_MEMORY: throw .outOfMemory
        default: preconditionFailure("the processor has no \(instructions)")
        }
        if watch.isCancelled?() ?? false { throw .cancelled }
        watch.progress?(1)
        return PooledAttention(
            values: Tensor(shape: shape, elements: cells), masked: try ranges?.masked(grid, keys: keys),
            rule: pooling.rule, queriesPerCell: grid.queries.factor, keysPerCell: grid.keys.factor, queries: queries,
            keys: keys, statistics: rows.statistics,
            deadQueries: ranges?.emptyRows.map { queries.lowerBound + $0 } ?? [])
    }

    var threadCount: Int32 { threads.map { Int32(clamping: $0) } ?? attn_processors() }

    /// The factor of the dot products of operands that fit each other.
    private static func checkedScale(_ scale: Float?, _ operands: HeadOperands) throws(AttentionError) -> Float {
        let (queries, keys) = (operands.queries, operands.keys)
        guard queries.features == keys.features else {
            throw .featureMismatch(queries: queries.features, keys: keys.features)
        }
        guard keys.count > 0 else { throw .emptyAxis(operand: "keys", of: "key", found: [0, keys.features]) }
        // Positions of keys are 32-bit in the kernel, which doubles the lanes that compare them.
        guard let last = Int32(exactly: keys.count), last < Int32.max, queries.count < Int32.max else {
            throw .tensor(.shapeTooLarge(shape: [queries.count, keys.count]))
        }
        let scale = scale ?? 1 / Float(queries.features).squareRoot()
        guard scale.magnitude < 1e38 else { throw .scaleOutOfRange(scale) }
        return scale
    }

    /// Checks that every score is finite.
    private static func checkMagnitudes(
        _ queries: FeatureRows, firstQuery: Int, _ keys: FeatureRows
    ) throws(AttentionError) {
        let query = try queries.largestMagnitude("queries", firstRow: firstQuery)
        let key = try keys.largestMagnitude("keys", firstRow: 0)
        let bound = Double(query) * Double(key) * Double(queries.features)
        guard bound < Double(Float.greatestFiniteMagnitude) / 4 else {
            throw .scoresOverflow(largestQuery: query, largestKey: key)
        }
    }
}

extension FeatureRows {
    fileprivate var kernelMatrix: attn_matrix {
        attn_matrix(
            elements: elements.baseAddress, rows: Int64(count), features: Int64(features), stride: Int64(stride))
    }

    /// - Throws: `AttentionError.notFinite` with the place of the first element that is not finite.
    fileprivate func largestMagnitude(_ operand: String, firstRow: Int) throws(AttentionError) -> Float {
        var matrix = kernelMatrix
        var row: Int64 = 0
        var feature: Int64 = 0
        let largest = attn_scan(&matrix, &row, &feature)
        guard largest < 0 else { return largest }
        throw .notFinite(
            operand: operand, index: [firstRow + Int(row), Int(feature)],
            found: "\(elements[Int(row) * stride + Int(feature)])")
    }
}
