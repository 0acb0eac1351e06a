internal import CAttentionKernels
import Tensors

extension StreamingAttentionMap {
    /// How many weights of a map are computed: those that the mask keeps.
    ///
    /// - Parameters:
    ///   - queries: how many there are
    ///   - keys: how many there are
    ///   - batch: the batch row that they belong to
    ///   - batchCount: how many batch rows there are
    ///   - mask: with lengths for every batch row
    ///   - crop: the part that is drawn, nil for all; every key counts for its queries
    /// - Throws: `AttentionError` as the map itself, for the mask and the crop.
    public func weightCount(
        queries: Int, keys: Int, batch: Int = 0, of batchCount: Int = 1, mask: AttentionMask = .none,
        crop: AttentionCrop? = nil
    ) throws(AttentionError) -> Double {
        let drawn = try (crop ?? AttentionCrop()).resolved(queryCount: queries, keyCount: keys)
        let ranges = try KeyRanges(
            mask, queries: drawn.queries, queryCount: queries, keyCount: keys, batch: batch, batchCount: batchCount)
        return ranges?.count ?? Double(drawn.queries.count) * Double(keys)
    }

    /// How many bytes a map takes besides its operands, at most: its cells, its rows and the work space of all threads.
    ///
    /// - Parameters:
    ///   - queries: how many there are
    ///   - keys: how many there are
    ///   - features: the size of each
    ///   - crop: the part that is drawn, nil for all
    /// - Throws: `AttentionError.cropOutOfRange`, or `.tensor` when there are more cells than can be counted.
    public func memory(
        queries: Int, keys: Int, features: Int, crop: AttentionCrop? = nil
    ) throws(AttentionError) -> Int {
        let limit = Int(Int32.max)
        guard (0..<limit).contains(queries), (1..<limit).contains(keys), (1..<limit).contains(features) else {
            throw .tensor(.shapeTooLarge(shape: [queries, keys, features]))
        }
        let drawn = try (crop ?? AttentionCrop()).resolved(queryCount: queries, keyCount: keys)
        let grid = pooling.grid(queries: drawn.queries.count, keys: drawn.keys.count)
        var map = attn_map()
        map.queries = attn_matrix(
            elements: nil, rows: Int64(drawn.queries.count), features: Int64(features), stride: Int64(features))
        map.keys = attn_matrix(elements: nil, rows: Int64(keys), features: Int64(features), stride: Int64(features))
        map.column_count = Int64(drawn.keys.count)
        map.pool_rows = Int64(grid.queries.factor)
        map.pool_columns = Int64(grid.keys.factor)
        map.threads = threadCount
        // What the kernel reports of a row, twice while it becomes statistics, and the keys that the row attends to.
        let row = 8 * MemoryLayout<Float>.size + 2 * MemoryLayout<Int32>.size
        let cell = MemoryLayout<Float>.size + MemoryLayout<Bool>.size
        let (cells, overflow) = try grid.shape().count.multipliedReportingOverflow(by: cell)
        let bytes = attn_pool_memory(&map) + Double(drawn.queries.count * row) + Double(cells)
        return overflow ? .max : Int(exactly: bytes.rounded(.up)) ?? .max
    }
}
