import Tensors
import Testing

@testable import Attention

/// Choices of positions against plain loops over the elements.
struct SelectedRowsTests {
    /// (2, 3, 6, 5) with the elements 0, 1, 2, ..., every third one masked, and axes whose numbers are no counts.
    private static func base(isMasked: Bool = true) throws -> TensorRows {
        let values = try Tensor.arange(to: 180).reshaped([2, 3, 6, 5])
        let mask = try BooleanTensor(shape: [2, 3, 6, 5], elements: (0..<180).map { $0.isMultiple(of: 3) })
        let axes = WeightAxes(
            leading: [
                NamedAxis(name: "layer", positions: [4, 9]),
                NamedAxis(name: "head", positions: [0, 1, 2], labels: ["a", "b", "c"]),
            ], queries: NamedAxis(name: "query", positions: Array(10..<16)),
            keys: NamedAxis(name: "key", positions: Array(0..<5), labels: ["k", "l", "m", "n", "o"]))
        return TensorRows(values, masked: isMasked ? mask : nil, axes: axes)
    }

    private static func indices(_ choice: AxisSelection.Choice?, of size: Int) -> [Int] {
        switch choice {
        case nil: Array(0..<size)
        case .position(let position): [position < 0 ? position + size : position]
        case .list(let list): list.map { $0 < 0 ? $0 + size : $0 }
        case .range(let from, let to): Array((from ?? 0)..<min(to ?? size, size))
        }
    }

    /// A choice of indices as one of the numbers of their positions; negative ones count from the end.
    private static func numbered(_ choice: AxisSelection.Choice, _ numbers: [Int]) -> AxisSelection.Choice {
        func number(_ index: Int) -> Int {
            index < 0 ? index : numbers.indices.contains(index) ? numbers[index] : index + 1000
        }
        switch choice {
        case .position(let index): return .position(number(index))
        case .list(let list): return .list(list.map(number))
        case .range(let from, let to): return .range(from: from.map(number), to: to.map(number))
        }
    }

    private static let leadingChoices: [AxisSelection.Choice?] = [
        nil, .position(1), .position(-1), .list([1, 0]), .list([1, 1, -2]), .range(from: 1, to: nil),
    ]
    private static let matrixChoices: [AxisSelection.Choice?] = [
        nil, .position(2), .list([3, 0, 3, 1, 2]), .list([0, 2, 4]), .list([4, 3, 2]), .list([-1, 0]),
        .range(from: 1, to: 4),
        .range(from: nil, to: 99),
    ]

    @Test(arguments: [1, 2, 5], [true, false])
    func elementsAreThoseOfTheChosenPositions(height: Int, isMasked: Bool) throws {
        let base = try Self.base(isMasked: isMasked)
        for (index, query) in Self.matrixChoices.enumerated() {
            for (other, key) in Self.matrixChoices.enumerated() {
                let layer = Self.leadingChoices[(index + other) % Self.leadingChoices.count]
                let head = Self.leadingChoices[(index * 2 + other) % Self.leadingChoices.count]
                let choices = [("layer", layer), ("head", head), ("query", query), ("key", key)]
                let rows = try SelectedRows(
                    base,
                    AxisSelection(
                        zip(choices, base.axes.all).compactMap { pair, axis in
                            pair.1.map { (pair.0, Self.numbered($0, axis.positions)) }
                        }))
                let places = zip(choices, [2, 3, 6, 5]).map { Self.indices($0.1, of: $1) }
                let elements = places[0].flatMap { l in
                    places[1].flatMap { h in
                        places[2].flatMap { q in places[3].map { ((l * 3 + h) * 6 + q) * 5 + $0 } }
                    }
                }
                let found = try rows.all(height: height)
                #expect(found.weights == elements.map { Float($0) }, "\(choices)")
                #expect(found.masked == (isMasked ? elements.map { $0.isMultiple(of: 3) } : nil), "\(choices)")
                #expect(rows.axes.queries.positions == places[2].map { $0 + 10 })
                #expect(rows.axes.keys.labels == places[3].map { ["k", "l", "m", "n", "o"][$0] })
            }
        }
    }

    @Test func aPositionDropsItsAxisExceptThoseOfTheMatrix() throws {
        let rows = try SelectedRows(
            Self.base(), AxisSelection([("head", .position(-1)), ("query", .position(10)), ("layer", .list([9]))]))
        #expect(rows.axes.all.map(\.name) == ["layer", "query", "key"])
        #expect(rows.axes.dimensions == [1, 1, 5])
        #expect(rows.axes.leading[0].positions == [9])
        #expect(rows.axes.fixed == [FixedAxis(name: "head", position: 2)])
    }

    @Test func rangesOfQueriesAndKeysAreCountedInTheBase() throws {
        let part = try SelectedRows(
            Self.base(), AxisSelection([("layer", .position(9)), ("head", .position(2))]), queries: 2..<5, keys: 1..<3)
        #expect(try part.all(height: 2).weights == [161, 162, 166, 167, 171, 172])
        #expect(part.axes.queries.positions == [12, 13, 14] && part.axes.keys.labels == ["l", "m"])
    }

    @Test func choicesOfChoicesKeepNumbersAndLabels() throws {
        let first = try SelectedRows(
            Self.base(),
            AxisSelection([("head", .list([2, 0])), ("query", .list([15, 11, 13])), ("key", .range(from: 1, to: 5))]))
        let second = try SelectedRows(
            first,
            AxisSelection([
                ("layer", .position(9)), ("head", .list([0, 0, 2])), ("query", .list([11, 13])),
                ("key", .list([4, 1])),
            ]))
        let heads = [0, 0, 2]
        let expected = heads.flatMap { h in [1, 3].flatMap { q in [4, 1].map { Float(((3 + h) * 6 + q) * 5 + $0) } } }
        #expect(try second.all(height: 1).weights == expected)
        #expect(second.axes.leading[0].labels == ["a", "a", "c"])
        #expect(second.axes.queries.positions == [11, 13])
        #expect(second.axes.keys.labels == ["o", "l"])
        #expect(second.axes.fixed == [FixedAxis(name: "layer", position: 9)])
    }

    @Test func rowsWithoutKeysAreCountedWhereTheyAreChosen() throws {
        var generator = TorchGenerator(seed: 1)
        let tokens = try generator.normal([6, 3])
        let mask = AttentionMask.validLengthsPerQuery([[0, 1, 0, 2, 0, 3]])
        try AttentionRows.with(queries: tokens, keys: tokens, mask: mask) { base in
            func emptyRows(_ choice: AxisSelection.Choice) throws -> Int {
                try SelectedRows(base, AxisSelection([("query", choice)])).all(height: 2).emptyRows
            }
            let choices: [AxisSelection.Choice] = [.list([0, 2, 2, 3]), .range(from: 1, to: 5), .position(5)]
            let counts = try choices.map(emptyRows)
            #expect(counts == [3, 2, 0])
        }
    }

    /// A list takes memory for its own rows and for the rows of the base that are read at a time.
    @Test func memoryIsThatOfTheLongestBlock() throws {
        let tokens = try Tensor(repeating: 1, shape: [20, 3])
        try AttentionRows.with(queries: tokens, keys: tokens) { base in
            func memory(_ choice: AxisSelection.Choice, rows: Int) throws -> Int {
                try SelectedRows(base, AxisSelection([("query", choice)])).memory(rows: rows)
            }
            let range = try memory(.range(from: 2, to: 12), rows: 6)
            let neighbours = try memory(.list([19] + Array(2..<12)), rows: 6)
            let scattered = try memory(.list([1, 3, 5, 7, 9, 11, 13]), rows: 6)
            #expect(range == base.memory(rows: 6))
            #expect(neighbours == base.memory(rows: 6) + 6 * 20 * 5)
            #expect(scattered == base.memory(rows: 1) + 6 * 20 * 5)
        }
    }

    @Test func unknownAxesAndPositionsAreRefused() throws {
        #expect(throws: AxisError.unknownAxis("heads", known: ["layer", "head", "query", "key"])) {
            _ = try SelectedRows(Self.base(), AxisSelection([("heads", .position(1))]))
        }
        #expect(throws: AxisError.outOfRange(axis: "key", position: 5, size: 5)) {
            _ = try SelectedRows(Self.base(), AxisSelection([("key", .list([0, 5]))]))
        }
        #expect(throws: AxisError.nothingSelected(axis: "query")) {
            _ = try SelectedRows(Self.base(), AxisSelection([("query", .range(from: 3, to: 3))]))
        }
    }

    /// Ranges have the kernel of their base; lists have none.
    @Test func rangesKeepTheKernel() throws {
        var generator = TorchGenerator(seed: 2)
        let (queries, keys) = (try generator.normal([3, 20, 4]), try generator.normal([3, 30, 4]))
        var pass = RowPass(threads: 1)
        pass.kernelThreshold = 0
        try AttentionRows.with(queries: queries, keys: keys, mask: .causal, pass: pass) { base in
            let heads = try SelectedRows(
                base, AxisSelection([("head", .list([2, 0]))]), queries: 4..<19, keys: 3..<25)
            let kernel = try #require(
                heads.cellKernel(queries: 1..<15, keys: 2..<20, size: CellSize(queries: 2, keys: 5), rule: .mean))
            let maps = try #require(try kernel.maps())
            #expect(maps.count == 2)
            for (map, head) in zip(maps, [2, 0]) {
                let single = KernelMap(
                    score: ScaledDotProductScore(), rule: .mean, size: CellSize(queries: 2, keys: 5), threads: 1)
                let alone = try #require(single)
                let expected = try alone(
                    queries: queries, keys: keys, head: head, mask: .causal,
                    crop: AttentionCrop(queries: 5..<19, keys: 5..<23))
                #expect(map == expected)
            }
            for axis in ["query", "key"] {
                let list = try SelectedRows(base, AxisSelection([(axis, .list([4, 2]))]))
                #expect(list.cellKernel(queries: 0..<2, keys: 0..<2, size: 1, rule: .mean) == nil)
            }
        }
    }
}
