internal import CAttentionKernels
import Tensors

extension KernelMap {
    /// The number of weights that the kernel computes for a map: those that are not masked.
    ///
    /// - Parameters:
    ///   - queries: the number of queries.
    ///   - keys: the number of keys.
    ///   - batch: the index of the batch row.
    ///   - mask: a mask that keeps a range of keys for each query, already checked against the operands.
    ///   - crop: the part of the map; all keys count for its queries.
    func weightCount(queries: Int, keys: Int, batch: Int, mask: AttentionMask, crop: AttentionCrop) -> Double {
        let drawn = crop.queries ?? 0..<queries
        let ranges = KeyRanges(mask, queries: drawn, queryCount: queries, keyCount: keys, batch: batch)
        return ranges?.count ?? Double(drawn.count) * Double(keys)
    }

    /// The most memory that computing a map needs, without its operands: cells, weights of key 0, buffers of all threads.
    ///
    /// - Parameters:
    ///   - queries: the number of queries.
    ///   - keys: the number of keys.
    ///   - features: the number of features.
    ///   - crop: the part of the map; nil for all of it.
    /// - Returns: the memory in bytes.
    /// - Throws: `AttentionError.cropOutOfRange`, or `.tensor` if the number of cells overflows.
    func memory(
        queries: Int, keys: Int, features: Int, crop: AttentionCrop? = nil
    ) throws(AttentionError) -> Int {
        let limit = Int(Int32.max)
        guard (0..<limit).contains(queries), (1..<limit).contains(keys), (1..<limit).contains(features) else {
            throw .tensor(.shapeTooLarge(shape: [queries, keys, features]))
        }
        let drawn = try (crop ?? AttentionCrop()).resolved(queryCount: queries, keyCount: keys)
        let grid = CellGrid(queries: drawn.queries.count, keys: drawn.keys.count, size: size)
        var map = attn_map()
        map.queries = attn_matrix(
            elements: nil, rows: Int64(drawn.queries.count), features: Int64(features), stride: Int64(features))
        map.keys = attn_matrix(elements: nil, rows: Int64(keys), features: Int64(features), stride: Int64(features))
        map.column_count = Int64(drawn.keys.count)
        map.pool_rows = Int64(size.queries)
        map.pool_columns = Int64(size.keys)
        map.threads = threadCount
        // The weight of key 0 and the range of keys of each query.
        let row = MemoryLayout<Float>.size + 2 * MemoryLayout<Int32>.size
        let cell = MemoryLayout<Float>.size + MemoryLayout<Bool>.size
        let (cells, overflow) = try Shape(ofResult: [grid.rows, grid.columns]).count.multipliedReportingOverflow(
            by: cell)
        let bytes = attn_pool_memory(&map) + Double(drawn.queries.count * row) + Double(cells)
        return overflow ? .max : Int(exactly: bytes.rounded(.up)) ?? .max
    }
}
