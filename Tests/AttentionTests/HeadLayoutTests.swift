import Attention
import Tensors
import Testing

struct HeadLayoutTests {
    @Test func headsAreThoseOfTheOperands() throws {
        let cases: [(shape: [Int], axis: AttentionOperands.LeadingAxis, heads: Int?)] = [
            ([5, 6], .head, nil), ([3, 5, 6], .head, nil), ([3, 5, 6], .batch, nil), ([2, 3, 5, 6], .head, nil),
            ([5, 6], .head, 3), ([4, 5, 6], .head, 2),
        ]
        for (shape, axis, heads) in cases {
            let tensor = try Tensor.arange(to: Double(shape.reduce(1, *))).reshaped(shape)
            let moved = try AttentionOperands(queries: tensor, keys: tensor, leadingAxis: axis, heads: heads).queries
            let layout = try HeadLayout(tensor.shape, operand: "queries", leadingAxis: axis, heads: heads)
            #expect([layout.batches, layout.heads, layout.count, layout.features] == moved.shape.dimensions)
            for batch in 0..<layout.batches {
                for head in 0..<layout.heads {
                    let matrix = moved.slice(batch).slice(head)
                    let expected = try StreamingAttentionMap(threads: 1)(queries: matrix, keys: matrix).values
                    let found = try tensor.elements.withUnsafeBufferPointer { elements -> Tensor in
                        let rows = try layout.rows(batch: batch, head: head, of: elements)
                        return try matrix.elements.withUnsafeBufferPointer { own -> Tensor in
                            let keys = try FeatureRows(
                                own, operand: "keys", count: layout.count, features: layout.features)
                            return try StreamingAttentionMap(threads: 1)(queries: rows, keys: keys).values
                        }
                    }
                    #expect(found == expected, "\(shape) \(axis) \(String(describing: heads))")
                }
            }
        }
    }

    @Test func whatDoesNotFitIsRefused() throws {
        #expect(throws: AttentionError.indivisibleHeads(parameter: "keys", size: 6, heads: 4)) {
            try HeadLayout(Shape([5, 6]), operand: "keys", heads: 4)
        }
        #expect(throws: AttentionError.unexpectedRank(operand: "keys", allowed: [2, 3], found: [1, 1, 5, 6])) {
            try HeadLayout(Shape([1, 1, 5, 6]), operand: "keys", heads: 2)
        }
        let layout = try HeadLayout(Shape([2, 5, 6]), operand: "queries")
        let elements = [Float](repeating: 0, count: 59)
        elements.withUnsafeBufferPointer { elements in
            #expect(throws: AttentionError.noSuchHead(axis: "head", index: 2, count: 2)) {
                try layout.rows(batch: 0, head: 2, of: elements)
            }
            #expect(throws: AttentionError.rowsBeyondElements(operand: "queries", shape: [5, 6], elements: 29)) {
                try layout.rows(batch: 0, head: 1, of: elements)
            }
        }
    }
}
