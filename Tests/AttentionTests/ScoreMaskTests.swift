import Tensors
import Testing

@testable import Attention

/// Masks of blocks of query rows against the definition of each kind of mask, element by element.
struct ScoreMaskTests {
    private static let axes = MaskAxes(leading: [("batch", 2), ("head", 3)], queries: 5, keys: 4)

    /// A mask, and what it does to one pair of a query and a key.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let mask: AttentionMask
        /// False where the key is masked.
        var keeps: @Sendable (_ batch: Int, _ head: Int, _ query: Int, _ key: Int) -> Bool = { _, _, _, _ in true }
        /// What each additive mask adds.
        var biases: [@Sendable (_ batch: Int, _ head: Int, _ query: Int, _ key: Int) -> Float] = []
    }

    private static let lengths = [3, 9]
    private static let queryLengths = [[0, 4, 1, 2, 7], [3, 3, 0, 4, 1]]

    /// A number for each element of a mask, so that no two neighbours agree by chance.
    private static func number(_ b: Int, _ h: Int, _ q: Int, _ k: Int) -> Int { (b * 31 + h * 17 + q * 7 + k * 3) % 5 }

    /// The number of an element in a mask of so many axes, which repeats over the axes that it does not have.
    private static func number(rank: Int, _ b: Int, _ h: Int, _ q: Int, _ k: Int) -> Int {
        number(rank == 2 ? 0 : b, rank < 4 ? 0 : h, q, k)
    }

    private static func isAllowed(_ number: Int) -> Bool { number > 1 }
    private static func bias(_ number: Int) -> Float { number == 0 ? -.infinity : Float(number) / 4 - 0.5 }

    private static func shape(rank: Int) -> [Int] {
        Array([2, 3][..<(rank - 2)]) + [axes.queries, axes.keys]
    }

    private static func numbers(rank: Int) -> [Int] {
        (0..<(rank == 2 ? 1 : 2)).flatMap { b in
            (0..<(rank < 4 ? 1 : 3)).flatMap { h in
                (0..<axes.queries).flatMap { q in (0..<axes.keys).map { number(rank: rank, b, h, q, $0) } }
            }
        }
    }

    /// A mask that is read row by row.
    private static func stored(rank: Int, isAdditive: Bool) throws -> MaskTensor {
        let elements = numbers(rank: rank).map { isAdditive ? bias($0) : isAllowed($0) ? 1 : 0 }
        let whole = try Tensor(shape: shape(rank: rank), elements: elements)
        return MaskTensor(shape: whole.shape, meaning: isAdditive ? .bias : .allowed) { leading, queries in
            let matrix = leading.reduce(whole) { $0.slice($1) }
            return queries.flatMap { matrix.slice($0).elements }
        }
    }

    static func cases() throws -> [Case] {
        var cases = [
            Case(testDescription: "none", mask: .none),
            Case(testDescription: "lengths", mask: .validLengths(lengths), keeps: { b, _, _, k in k < lengths[b] }),
            Case(
                testDescription: "lengths of queries", mask: .validLengthsPerQuery(queryLengths),
                keeps: { b, _, q, k in k < queryLengths[b][q] }),
            Case(testDescription: "causal", mask: .causal, keeps: { _, _, q, k in k <= q }),
            Case(testDescription: "window", mask: .window(width: 2), keeps: { _, _, q, k in abs(q - k) < 2 }),
            Case(testDescription: "wide window", mask: .window(width: .max)),
        ]
        for rank in 2...4 {
            let (shape, numbers) = (shape(rank: rank), numbers(rank: rank))
            let allowed = try BooleanTensor(shape: shape, elements: numbers.map(isAllowed))
            let added = try Tensor(shape: shape, elements: numbers.map { bias($0) })
            for (name, mask) in [
                ("boolean", AttentionMask.boolean(allowed)),
                ("stored", .tensor(try stored(rank: rank, isAdditive: false))),
            ] {
                cases.append(
                    Case(testDescription: "\(name) \(shape)", mask: mask) { b, h, q, k in
                        isAllowed(number(rank: rank, b, h, q, k))
                    })
            }
            for (name, mask) in [
                ("additive", AttentionMask.additive(added)),
                ("stored additive", .tensor(try stored(rank: rank, isAdditive: true))),
            ] {
                cases.append(
                    Case(
                        testDescription: "\(name) \(shape)", mask: mask,
                        keeps: { b, h, q, k in number(rank: rank, b, h, q, k) != 0 },
                        biases: [{ b, h, q, k in Self.bias(number(rank: rank, b, h, q, k)) }]))
            }
        }
        let parts = cases
        cases.append(
            Case(
                testDescription: "all", mask: .all(parts.map(\.mask)),
                keeps: { b, h, q, k in parts.allSatisfy { $0.keeps(b, h, q, k) } }, biases: parts.flatMap(\.biases)))
        let few = [parts[3], parts[4], parts[9]]
        cases.append(
            Case(
                testDescription: "all of all", mask: .all([.none, .all(few.map(\.mask)), .all([])]),
                keeps: { b, h, q, k in few.allSatisfy { $0.keeps(b, h, q, k) } }, biases: few.flatMap(\.biases)))
        return cases
    }

    @Test(arguments: try cases(), [0..<5, 0..<1, 1..<4, 4..<5, 2..<2])
    func blocksAreRowsOfTheWholeMask(sample: Case, queries: Range<Int>) throws {
        let laid = try ScoreMask(sample.mask, over: Self.axes)
        #expect(laid.canMask == !sample.mask.isNone)
        for batch in 0..<2 {
            for head in 0..<3 {
                let block = try laid.block([batch, head], queries: queries)
                func all<Value>(_ value: (Int, Int, Int, Int) -> Value) -> [Value] {
                    queries.flatMap { query in (0..<4).map { value(batch, head, query, $0) } }
                }
                if laid.canMask {
                    #expect(block.masked == all { !sample.keeps($0, $1, $2, $3) })
                } else {
                    #expect(block.masked == nil)
                }
                #expect(block.biases == sample.biases.map { all($0) })
            }
        }
    }

    @Test func everyKindIsTested() throws {
        #expect(try Self.cases().count == 20)
    }

    @Test func masksOfAnotherShapeAreRefused() throws {
        for isAdditive in [false, true] {
            let stored = MaskTensor(
                shape: try Shape([7, 5, 4]), meaning: isAdditive ? .bias : .allowed
            ) { _, _ in [] }
            #expect(
                throws: AttentionError.maskMismatch(
                    mask: isAdditive ? .additiveMask : .booleanMask,
                    allowed: [[5, 4], [2, 5, 4], [2, 3, 5, 4], [2, 4]],
                    found: [7, 5, 4])
            ) { _ = try ScoreMask(.all([.causal, .tensor(stored)]), over: Self.axes) }
        }
    }

    @Test func whatReadingThrowsComesThrough() throws {
        struct Unreadable: Error {}
        let stored = MaskTensor(shape: try Shape([5, 4]), meaning: .bias) { _, queries in
            if queries.contains(3) { throw Unreadable() }
            return [Float](repeating: 0, count: queries.count * 4)
        }
        let laid = try ScoreMask(.tensor(stored), over: Self.axes)
        #expect(try laid.block([1, 2], queries: 0..<3).biases == [[Float](repeating: 0, count: 12)])
        #expect(throws: Unreadable.self) { _ = try laid.block([1, 2], queries: 2..<4) }
        #expect(throws: AttentionError.unreadableMask(reason: "Unreadable()")) {
            _ = try MaskedSoftmax(mask: .tensor(stored))(Tensor(repeating: 0, shape: [2, 3, 5, 4]))
        }
    }
}
