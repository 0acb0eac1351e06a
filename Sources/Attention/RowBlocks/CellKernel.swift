import Tensors

/// Pooled attention maps of dot products, computed by the C kernel without storing weights. The results agree with those of
/// row blocks within 1e-6 (4e-6 relative for large weights).
public struct CellKernel: Sendable {
    private let rows: AttentionRows
    private let map: KernelMap
    private let crop: AttentionCrop
    private var matrices: [Int]

    /// Nil if the kernel does not apply: for scores other than dot products, masks that are tensors, sinks, the fill of -1e6,
    /// and problems of at most `RowPass.kernelThreshold` weights.
    init?(_ rows: AttentionRows, queries: Range<Int>, keys: Range<Int>, size: CellSize, rule: PoolingRule) {
        guard rows.stage == .weights, rows.fill == .negativeInfinity, rows.mask.isRanges, rows.sinks == nil,
            rows.axes.weightCount > Double(rows.pass.kernelThreshold),
            !queries.isEmpty, !keys.isEmpty, rows.fitsKernelIndices,
            let map = KernelMap(score: rows.score, rule: rule, size: size, threads: rows.pass.threads)
        else { return nil }
        self.rows = rows
        self.map = map
        crop = AttentionCrop(queries: queries, keys: keys)
        matrices = Array(0..<rows.axes.matrixCount)
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
        try map.memory(
            queries: rows.layout.queries.count, keys: rows.layout.keys.count, features: rows.layout.queries.features,
            crop: crop)
    }

    /// Computes the map of each matrix.
    ///
    /// - Parameter progress: called with the share of the weights that are computed, from 0 to 1.
    /// - Returns: the maps in the order of the matrices; nil if an operand is not finite or a score might overflow `Float`,
    ///   which row blocks handle.
    /// - Throws: `AttentionError.outOfMemory`, and errors of operands that do not fit each other.
    public func maps(progress: ((Double) -> Void)? = nil) throws(AttentionError) -> [AttentionMap]? {
        let layout = rows.layout
        let counts = matrices.map { matrix in
            map.weightCount(
                queries: layout.queries.count, keys: layout.keys.count, batch: matrix / layout.heads, mask: rows.mask,
                crop: crop)
        }
        let total = max(1, counts.reduce(0, +))
        var done = 0.0
        var maps: [AttentionMap] = []
        for (matrix, count) in zip(matrices, counts) {
            let (batch, head) = matrix.quotientAndRemainder(dividingBy: layout.heads)
            let before = done
            do throws(AttentionError) {
                maps.append(
                    try map(
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
