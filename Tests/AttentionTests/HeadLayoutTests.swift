import Tensors
import Testing

@testable import Attention

struct HeadLayoutTests {
    /// A layout, and the index of feature `f` of row `n` of head `h` of batch row `b`.
    struct Case: Sendable, CustomTestStringConvertible {
        let shape: [Int]
        var leadingAxis = HeadLayout.LeadingAxis.head
        var heads: Int?
        /// (B, H, n, d)
        let expected: [Int]
        let index: @Sendable (_ b: Int, _ h: Int, _ n: Int, _ f: Int) -> [Int]

        var testDescription: String { "\(shape) \(leadingAxis) \(heads.map(String.init) ?? "")" }
    }

    static let cases = [
        Case(shape: [5, 6], expected: [1, 1, 5, 6]) { _, _, n, f in [n, f] },
        Case(shape: [3, 5, 6], expected: [1, 3, 5, 6]) { _, h, n, f in [h, n, f] },
        Case(shape: [3, 5, 6], leadingAxis: .batch, expected: [3, 1, 5, 6]) { b, _, n, f in [b, n, f] },
        Case(shape: [2, 3, 5, 6], expected: [2, 3, 5, 6]) { b, h, n, f in [b, h, n, f] },
        Case(shape: [5, 6], heads: 3, expected: [1, 3, 5, 2]) { _, h, n, f in [n, h * 2 + f] },
        Case(shape: [4, 5, 6], heads: 2, expected: [4, 2, 5, 3]) { b, h, n, f in [b, n, h * 3 + f] },
    ]

    @Test(arguments: cases)
    func headsAreThoseOfTheTensor(sample: Case) throws {
        let tensor = try Tensor.arange(to: Double(sample.shape.reduce(1, *))).reshaped(sample.shape)
        let layout = try HeadLayout(
            tensor.shape, operand: .queries, leadingAxis: sample.leadingAxis, heads: sample.heads)
        #expect([layout.batches, layout.heads, layout.count, layout.features] == sample.expected)
        for batch in 0..<layout.batches {
            for head in 0..<layout.heads {
                let found = try tensor.elements.withUnsafeBufferPointer {
                    try layout.rows(batch: batch, head: head, of: $0).tensor
                }
                #expect(found.shape.dimensions == [1, layout.count, layout.features])
                for row in 0..<layout.count {
                    for feature in 0..<layout.features {
                        // The value of each element is its index.
                        let place = zip(sample.index(batch, head, row, feature), sample.shape).reduce(0) {
                            $0 * $1.1 + $1.0
                        }
                        #expect(found[0, row, feature] == Float(place))
                    }
                }
            }
        }
    }

    @Test func whatDoesNotFitIsRefused() throws {
        #expect(throws: AttentionError.indivisibleHeads(operand: .keys, size: 6, heads: 4)) {
            try HeadLayout(Shape([5, 6]), operand: .keys, heads: 4)
        }
        #expect(throws: AttentionError.unexpectedRank(operand: .keys, allowed: [2, 3], found: [1, 1, 5, 6])) {
            try HeadLayout(Shape([1, 1, 5, 6]), operand: .keys, heads: 2)
        }
        let layout = try HeadLayout(Shape([2, 5, 6]), operand: .queries)
        let elements = [Float](repeating: 0, count: 59)
        elements.withUnsafeBufferPointer { elements in
            #expect(throws: AttentionError.noSuchHead(axis: "head", index: 2, count: 2)) {
                try layout.rows(batch: 0, head: 2, of: elements)
            }
            #expect(throws: AttentionError.rowsBeyondElements(operand: .queries, shape: [5, 6], elements: 29)) {
                try layout.rows(batch: 0, head: 1, of: elements)
            }
        }
    }
}
