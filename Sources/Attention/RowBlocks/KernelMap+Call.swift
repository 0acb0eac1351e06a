internal import CAttentionKernels
import Tensors

extension KernelMap {
    /// Calls the C kernel.
    ///
    /// - Throws: as `callAsFunction`.
    func pooled(
        _ operands: HeadOperands, mask: AttentionMask, crop: AttentionCrop, _ monitor: ProgressMonitor
    ) throws(AttentionError) -> AttentionMap {
        let queryCount = operands.queries.count
        let keyCount = operands.keys.count
        let scale = try Self.checkedScale(self.scale, operands)
        let (queries, keys) = try crop.resolved(queryCount: queryCount, keyCount: keyCount)
        try mask.check(
            MaskAxes(leading: [("batch", operands.batchCount)], queries: queryCount, keys: keyCount))
        let ranges = KeyRanges(
            mask, queries: queries, queryCount: queryCount, keyCount: keyCount, batch: operands.batch)
        precondition(ranges != nil, "the kernel takes ranges of keys, not a mask that is a matrix")
        let kept = mask.isNone ? nil : ranges
        let grid = CellGrid(queries: queries.count, keys: keys.count, size: size)
        let shape = try Shape(ofResult: [grid.rows, grid.columns])
        let queryRows = operands.queries[queries]
        try Self.checkMagnitudes(queryRows, firstQuery: queries.lowerBound, operands.keys)
        guard monitor.report(0) else { throw .cancelled }

        var cells = [Float](repeating: 0, count: shape.count)
        var firstWeights = [Float](repeating: 0, count: queries.count)
        let status = withKernelPointers(&cells, &firstWeights, kept, monitor) { pointers in
            var map = attn_map()
            map.queries = queryRows.kernelMatrix
            map.keys = operands.keys.kernelMatrix
            map.scale = scale
            map.first_key = pointers.firstKeys
            map.end_key = pointers.endKeys
            map.first_column = Int64(keys.lowerBound)
            map.column_count = Int64(keys.count)
            map.pool_rows = Int64(size.queries)
            map.pool_columns = Int64(size.keys)
            switch rule {
            case .maximum: map.maximum = pointers.cells
            case .mean: map.mean = pointers.cells
            }
            map.first_weight = pointers.firstWeights
            map.threads = threadCount
            map.instructions = instructions.kernelName
            map.context = pointers.monitor
            map.advanced = { context, share in
                guard let monitor = context?.assumingMemoryBound(to: ProgressMonitor.self) else { return 1 }
                return monitor.pointee.report(share) ? 1 : 0
            }
            return attn_pool(&map)
        }
        switch status {
        case ATTN_DONE: break
        case ATTN_CANCELLED: throw .cancelled
        case ATTN_NO_MEMORY: throw .outOfMemory
        default: preconditionFailure("the processor does not support \(instructions)")
        }
        if monitor.isCancelled?() ?? false { throw .cancelled }
        monitor.progress?(1)
        return AttentionMap(
            values: Tensor(shape: shape, elements: cells), masked: try kept?.masked(grid, keys: keys), grid: grid,
            firstKeyWeights: firstWeights, deadQueries: kept?.emptyRows.map { queries.lowerBound + $0 } ?? [])
    }

    var threadCount: Int32 { Int32(clamping: threads ?? processorCount) }

    /// Checks that queries and keys fit each other and the limits of the kernel.
    ///
    /// - Returns: the factor of the dot products.
    private static func checkedScale(_ scale: Float?, _ operands: HeadOperands) throws(AttentionError) -> Float {
        let (queries, keys) = (operands.queries, operands.keys)
        guard queries.features == keys.features else {
            throw .featureMismatch(queries: queries.features, keys: keys.features)
        }
        guard keys.count > 0 else { throw .emptyAxis(operand: .keys, of: "key", found: [0, keys.features]) }
        // The kernel compares positions of keys as 32-bit integers, twice as many per vector as of 64 bits.
        guard let last = Int32(exactly: keys.count), last < Int32.max, queries.count < Int32.max else {
            throw .tensor(.shapeTooLarge(shape: [queries.count, keys.count]))
        }
        let scale = scale ?? 1 / Float(queries.features).squareRoot()
        guard scale.magnitude < 1e38 else { throw .scaleOutOfRange(scale) }
        return scale
    }

    /// Checks that all operands are finite and that no score can overflow: |q . k| <= d max |q| max |k|.
    private static func checkMagnitudes(
        _ queries: FeatureRows, firstQuery: Int, _ keys: FeatureRows
    ) throws(AttentionError) {
        let query = try queries.largestMagnitude(.queries, firstRow: firstQuery)
        let key = try keys.largestMagnitude(.keys, firstRow: 0)
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

    /// - Throws: `AttentionError.notFinite` with the index of the first element that is not finite.
    fileprivate func largestMagnitude(_ operand: AttentionInput, firstRow: Int) throws(AttentionError) -> Float {
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
