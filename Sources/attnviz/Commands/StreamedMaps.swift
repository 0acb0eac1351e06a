import Attention
import TensorFiles
import Tensors

/// The maps of several heads, one after the other, from queries and keys that stay where they are.
struct StreamedMaps {
    let queries: HeadLayout
    let keys: HeadLayout
    let groups: GroupedQueries
    let mask: AttentionMask
    let crop: AttentionCrop

    struct Pooled {
        /// Pooled weights, with the axes of the places.
        let weights: NamedTensor
        /// Not 0 where a cell is masked.
        let masked: NamedTensor?
        let deadQueries: Int
    }

    /// - Parameter places: the number of each map, batch row x heads + head; its axes `query` and `key` have one place.
    func compute(
        _ places: NamedTensor, _ map: StreamingAttentionMap, _ inputs: OperandOptions.Stored
    ) throws -> Pooled {
        let numbers = places.tensor.elements.map { Int($0) }
        let counts = try numbers.map { number in
            try map.weightCount(
                queries: queries.count, keys: keys.count, batch: number / queries.heads, of: queries.batches,
                mask: mask,
                crop: crop)
        }
        let all = counts.reduce(0, +)
        let bar = ProgressBar(weights: all)
        var before = 0.0
        let pooled = try inputs.queries.withElements { queryElements in
            try inputs.keys.withElements { keyElements in
                try numbers.enumerated().map { index, number in
                    let (batch, head) = number.quotientAndRemainder(dividingBy: queries.heads)
                    defer { before += counts[index] }
                    return try map(
                        queries: queries.rows(batch: batch, head: head, of: queryElements),
                        keys: keys.rows(batch: batch, head: groups.keyHead(of: head), of: keyElements), batch: batch,
                        of: queries.batches, mask: mask, crop: crop,
                        progress: { bar?.show((before + $0 * counts[index]) / max(all, 1)) })
                }
            }
        }
        guard let first = pooled.first else { preconditionFailure("a selection has places") }
        let cells = first.values.shape.dimensions
        let axes = places.axes.map { axis in
            switch axis.name {
            case "query": NamedTensor.Axis(name: axis.name, positions: Array(0..<cells[0]))
            case "key": NamedTensor.Axis(name: axis.name, positions: Array(0..<cells[1]))
            default: axis
            }
        }
        let shape = axes.map(\.positions.count)
        let values = try Tensor(shape: shape, elements: pooled.flatMap(\.values.elements))
        let isMasked = pooled.contains { $0.masked != nil }
        let masked = try Tensor(
            shape: shape,
            elements: isMasked ? pooled.flatMap { $0.masked?.elements.map { $0 ? 1 : 0 } ?? [] } : values.elements)
        return Pooled(
            weights: try NamedTensor(values, axes: axes, fixed: places.fixed),
            masked: isMasked ? try NamedTensor(masked, axes: axes, fixed: places.fixed) : nil,
            deadQueries: pooled.reduce(0) { $0 + $1.deadQueries.count })
    }

    /// The bytes that so many maps take at most, besides operands that are used where they lie in their files.
    func memory(_ map: StreamingAttentionMap, count: Int, _ inputs: OperandOptions.Stored) throws -> Int {
        let one = try map.memory(queries: queries.count, keys: keys.count, features: queries.features, crop: crop)
        let rows = crop.queries?.count ?? queries.count
        let columns = crop.keys?.count ?? keys.count
        let (height, width) = map.pooling.cells(queries: rows, keys: columns)
        // Values and mask of the cells, and once more while they become panels.
        let cells = Double(height) * Double(width) * Double(count) * 4 * Double(MemoryLayout<Float>.size)
        let decoded = [inputs.queries, inputs.keys].reduce(0) {
            $0 + ($1.isInMemoryOrder ? 0 : $1.shape.count * MemoryLayout<Float>.size)
        }
        return Int(exactly: (Double(one) + cells + Double(decoded)).rounded()) ?? .max
    }
}
