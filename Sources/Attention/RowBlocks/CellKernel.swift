import Tensors

/// Pooled attention maps of dot products, computed by the C kernel without storing weights. The results agree with those of
/// row blocks within 1e-6 (4e-6 relative for large weights).
public struct CellKernel: Sendable {
    private let crop: AttentionCrop
    private var matrices: [Matrix]

    /// A matrix of weights and the kernel of its score.
    private struct Matrix: Sendable {
        let rows: AttentionRows
        let map: KernelMap
        /// The index of the matrix in the rows.
        let index: Int
    }

    /// Nil if the kernel does not apply: for scores other than dot products, masks that are tensors, sinks, the fill of -1e6,
    /// and problems of at most `RowPass.kernelThreshold` weights.
    init?(_ rows: AttentionRows, queries: Range<Int>, keys: Range<Int>, size: CellSize, rule: PoolingRule) {
        guard rows.stage == .weights, rows.fill == .negativeInfinity, rows.mask.isRanges, rows.sinks == nil,
            rows.axes.weightCount > Double(rows.pass.kernelThreshold),
            !queries.isEmpty, !keys.isEmpty, rows.fitsKernelIndices,
            let map = KernelMap(score: rows.score, rule: rule, size: size, threads: rows.pass.threads)
        else { return nil }
        crop = AttentionCrop(queries: queries, keys: keys)
        matrices = (0..<rows.axes.matrixCount).map { Matrix(rows: rows, map: map, index: $0) }
    }

    /// The matrices of several kernels of the same part, one after another; nil without any.
    package init?(joining kernels: [CellKernel]) {
        guard let first = kernels.first else { return nil }
        crop = first.crop
        matrices = kernels.flatMap(\.matrices)
    }

    /// The kernel for a selection of the matrices.
    ///
    /// - Parameter chosen: indices of matrices of this kernel.
    func choosing(_ chosen: [Int]) -> CellKernel {
        var kernel = self
        kernel.matrices = chosen.map { matrices[$0] }
        return kernel
    }

    /// The memory in bytes that computing one map needs, without its operands.
    package func memory() throws(AttentionError) -> Int {
        var bytes = 0
        for matrix in matrices {
            let layout = matrix.rows.layout
            bytes = max(
                bytes,
                try matrix.map.memory(
                    queries: layout.queries.count, keys: layout.keys.count, features: layout.queries.features,
                    crop: crop))
        }
        return bytes
    }

    /// Computes the map of each matrix.
    ///
    /// - Parameter progress: called with the share of the weights that are computed, from 0 to 1.
    /// - Returns: the maps in the order of the matrices; nil if an operand is not finite or a score might overflow `Float`,
    ///   which row blocks handle.
    /// - Throws: `AttentionError.outOfMemory`, and errors of operands that do not fit each other.
    public func maps(progress: ((Double) -> Void)? = nil) throws(AttentionError) -> [AttentionMap]? {
        let counts = matrices.map { matrix in
            let layout = matrix.rows.layout
            return matrix.map.weightCount(
                queries: layout.queries.count, keys: layout.keys.count, batch: matrix.index / layout.heads,
                mask: matrix.rows.mask, crop: crop)
        }
        let total = max(1, counts.reduce(0, +))
        var done = 0.0
        var maps: [AttentionMap] = []
        for (matrix, count) in zip(matrices, counts) {
            let (rows, layout) = (matrix.rows, matrix.rows.layout)
            let (batch, head) = matrix.index.quotientAndRemainder(dividingBy: layout.heads)
            let before = done
            do throws(AttentionError) {
                maps.append(
                    try matrix.map(
                        queries: layout.queries.rows(batch: batch, head: head, of: rows.queries),
                        keys: layout.keys.rows(batch: batch, head: layout.groups.keyHead(of: head), of: rows.keys),
                        batch: batch, of: layout.batches, mask: rows.mask, crop: crop,
                        progress: { progress?((before + $0 * count) / total) }))
            } catch {
                switch error {
                case .notFinite, .scoresOverflow, .scaleOutOfRange, .tensor: return nil
                default: throw error
                }
            }
            done += count
        }
        return maps
    }
}

extension AttentionRows {
    /// Whether the numbers of queries, keys and features fit the 32-bit indices of the kernel.
    fileprivate var fitsKernelIndices: Bool {
        [axes.queryCount, axes.keyCount, layout.queries.features].allSatisfy { $0 < Int32.max }
    }

    public func cellKernel(queries: Range<Int>, keys: Range<Int>, size: CellSize, rule: PoolingRule) -> CellKernel? {
        CellKernel(self, queries: queries, keys: keys, size: size, rule: rule)
    }
}
