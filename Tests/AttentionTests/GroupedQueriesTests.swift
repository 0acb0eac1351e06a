import Attention
import Tensors
import Testing

struct GroupedQueriesTests {
    @Test func eachKeyHeadServesItsGroup() throws {
        let groups = try GroupedQueries(queryHeads: 4, keyHeads: 2)
        #expect((0..<4).map(groups.keyHead) == [0, 0, 1, 1])
        let keys = try Tensor(shape: [1, 2, 1, 2], elements: [1, 2, 3, 4])
        let expanded = try groups.expanded(keys, operand: "keys")
        #expect(expanded.shape.dimensions == [1, 4, 1, 2])
        #expect(expanded.elements == [1, 2, 1, 2, 3, 4, 3, 4])
    }

    @Test func batchRowsKeepTheirOwnHeads() throws {
        let keys = try Tensor(shape: [2, 1, 1, 1], elements: [7, 9])
        let expanded = try GroupedQueries(queryHeads: 3, keyHeads: 1).expanded(keys, operand: "keys")
        #expect(expanded.elements == [7, 7, 7, 9, 9, 9])
    }

    @Test func headsThatDoNotDivideAreRefused() throws {
        #expect(throws: AttentionError.indivisibleGroups(queryHeads: 4, keyHeads: 3)) {
            _ = try GroupedQueries(queryHeads: 4, keyHeads: 3)
        }
        #expect(throws: AttentionError.indivisibleGroups(queryHeads: 4, keyHeads: 0)) {
            _ = try GroupedQueries(queryHeads: 4, keyHeads: 0)
        }
        #expect(throws: AttentionError.self) {
            _ = try GroupedQueries(queryHeads: 4, keyHeads: 2)
                .expanded(Tensor(repeating: 0, shape: [1, 4, 1, 1]), operand: "values")
        }
    }
}
