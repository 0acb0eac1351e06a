import Tensors
import Testing

@testable import Attention

/// Operations on weights apply to elements, mask, numbers and labels alike.
struct AttentionWeightsTests {
    /// (2, 3, 1, 2) with the elements 0, 1, 2, ...
    private func counted() throws -> AttentionWeights {
        try AttentionWeights(Tensor.arange(to: 12).reshaped([2, 3, 1, 2]))
    }

    @Test func aPositionDropsItsAxis() throws {
        let chosen = try counted().selecting(AxisSelection([("layer", .position(-1))]))
        #expect(chosen.axes.all.map(\.name) == ["head", "query", "key"])
        #expect(chosen.values.elements == [6, 7, 8, 9, 10, 11])
        #expect(chosen.axes.fixed.map(\.position) == [1])
    }

    @Test func rangesAndListsKeepTheirAxisAndItsPositions() throws {
        let chosen = try counted().selecting(
            AxisSelection([("head", .range(from: 1, to: nil)), ("key", .list([1, 0]))]))
        #expect(chosen.values.shape.dimensions == [2, 2, 1, 2])
        #expect(chosen.values.elements == [3, 2, 5, 4, 9, 8, 11, 10])
        #expect(chosen.axes.leading[1].positions == [1, 2])
        #expect(chosen.axes.keys.positions == [1, 0])
        let later = try chosen.selecting(AxisSelection([("head", .position(1))]))
        #expect(later.axes.fixed.map(\.position) == [1])
    }

    @Test(
        arguments: [
            (nil, nil, [0, 1, 2]), (nil, -1, [0, 1]), (-2, nil, [1, 2]), (1, 99, [1, 2]),
            (Int.min, Int.max, [0, 1, 2]),
        ] as [(Int?, Int?, [Int])])
    func rangesAreThoseOfPython(from: Int?, to: Int?, positions: [Int]) throws {
        let selection = try AxisSelection([("head", .range(from: from, to: to))])
        #expect(try counted().selecting(selection).axes.leading[1].positions == positions)
    }

    @Test func whatIsOutsideIsRefused() throws {
        let weights = try counted()
        #expect(throws: AxisError.outOfRange(axis: "head", position: 3, size: 3)) {
            _ = try weights.selecting(AxisSelection([("head", .position(3))]))
        }
        #expect(throws: AxisError.outOfRange(axis: "head", position: -4, size: 3)) {
            _ = try weights.selecting(AxisSelection([("head", .list([0, -4]))]))
        }
        #expect(throws: AxisError.nothingSelected(axis: "head")) {
            _ = try weights.selecting(AxisSelection([("head", .range(from: 2, to: 1))]))
        }
        #expect(throws: AxisError.unknownAxis("heads", known: ["layer", "head", "query", "key"])) {
            _ = try weights.selecting(AxisSelection([("heads", .position(1))]))
        }
    }

    @Test func meanAndMaximumTakeAnAxisAway() throws {
        let mean = try counted().reducing(AxisReduction(axis: "head", rule: .mean))
        #expect(mean.axes.all.map(\.name) == ["layer", "query", "key"])
        #expect(mean.values.elements == [2, 3, 8, 9])
        #expect(mean.axes.fixed.map(\.reduction) == [.mean])
        #expect(
            try counted().reducing(AxisReduction(axis: "layer", rule: .max)).values.elements == [6, 7, 8, 9, 10, 11])
        let poisoned = try AttentionWeights(Tensor(shape: [3, 1, 1], elements: [1, .nan, 2]))
        #expect(try poisoned.reducing(AxisReduction(axis: "head", rule: .max)).values.elements[0].isNaN)
    }

    @Test func customaryNamesFollowTheRank() throws {
        #expect(try WeightAxes.customaryNames([2, 2]) == ["query", "key"])
        #expect(try WeightAxes.customaryNames([2, 2, 2]) == ["head", "query", "key"])
        #expect(try WeightAxes.customaryNames([2, 2, 2, 2]) == ["layer", "head", "query", "key"])
        #expect(try WeightAxes.customaryNames([1, 1, 1, 1, 1]) == ["layer", "batch", "head", "query", "key"])
        #expect(throws: AxisError.noCustomaryNames(shape: [3])) { _ = try WeightAxes.customaryNames([3]) }
        #expect(throws: AxisError.noCustomaryNames(shape: [3])) {
            _ = try AttentionWeights(Tensor(repeating: 0, shape: [3]))
        }
    }

    @Test func partsOfOneValueFitEachOther() throws {
        #expect(throws: AxisError.selectedTwice(axis: "head")) {
            _ = try AxisSelection([("head", .position(1)), ("key", .position(1)), ("head", .position(2))])
        }
        let square = try Tensor(repeating: 0, shape: [2, 2])
        #expect(throws: AxisError.nameCount(names: ["query", "key"], shape: [2, 2])) {
            _ = try AttentionWeights(square, axes: WeightAxes(queryCount: 2, keyCount: 3))
        }
        #expect(throws: AttentionError.maskMismatch(mask: .booleanMask, allowed: [[2, 2]], found: [4])) {
            _ = try AttentionWeights(square, masked: BooleanTensor(shape: [4], elements: [true, true, true, true]))
        }
    }

    /// (2, 3, 4, 5): element, mask, number and label of a position all follow from its number.
    private func marked() throws -> AttentionWeights {
        let shape = [2, 3, 4, 5]
        func axis(_ name: String, _ count: Int) -> NamedAxis {
            NamedAxis(
                name: name, positions: (0..<count).map { $0 * 10 + count }, labels: (0..<count).map { "\(name) \($0)" })
        }
        return try AttentionWeights(
            Tensor.arange(to: 120).reshaped(shape),
            masked: BooleanTensor(shape: shape, elements: (0..<120).map { $0.isMultiple(of: 7) }),
            axes: WeightAxes(
                leading: [axis("layer", 2), axis("head", 3)], queries: axis("query", 4), keys: axis("key", 5)))
    }

    /// Checks each element against the labels of its position.
    private func expectTogether(_ weights: AttentionWeights) throws {
        let mask = try #require(weights.masked)
        #expect(mask.shape == weights.values.shape && weights.axes.dimensions == mask.shape.dimensions)
        let fixed = Dictionary(uniqueKeysWithValues: weights.axes.fixed.map { ($0.name, $0.position) })
        for place in weights.values.elements.indices {
            var indices: [String: Int] = [:]
            for (axis, stride) in zip(weights.axes.all, mask.shape.strides) {
                let index = place / stride % axis.positions.count
                let label = try #require(axis.labels?[index])
                let (name, number) = (String(label.split(separator: " ")[0]), try #require(Int(label.suffix(1))))
                let size = ["layer": 2, "head": 3, "query": 4, "key": 5][name] ?? 0
                #expect(axis.positions[index] == number * 10 + size)
                indices[name] = number
            }
            for (name, position) in fixed { indices[name] = try #require(position) / 10 }
            let element = ["layer", "head", "query", "key"].reduce(0) { sum, name in
                sum * (["layer": 2, "head": 3, "query": 4, "key": 5][name] ?? 0) + (indices[name] ?? 0)
            }
            #expect(weights.values.elements[place] == Float(element))
            #expect(mask.elements[place] == element.isMultiple(of: 7))
        }
    }

    @Test func elementsMaskNumbersAndLabelsStayTogether() throws {
        let weights = try marked()
        try expectTogether(weights)
        let chosen = try weights.selecting(
            AxisSelection([
                ("layer", .position(12)), ("head", .list([23, 3, 23])), ("query", .range(from: 14, to: 34)),
                ("key", .list([45, 15, 15])),
            ]))
        #expect(chosen.values.shape.dimensions == [3, 2, 3])
        try expectTogether(chosen)
        try expectTogether(weights.transposed())
        let turned = try chosen.transposed()
        #expect(turned.values.shape.dimensions == [3, 3, 2])
        #expect(turned.axes.queries.labels == ["key 4", "key 1", "key 1"])
        #expect(turned.axes.queries.name == "query" && turned.axes.keys.name == "key")
        try expectTogether(turned)
        try expectTogether(turned.selecting(AxisSelection([("query", .position(45)), ("key", .list([24, 14]))])))
        let back = try turned.transposed()
        #expect(back.values == chosen.values && back.masked == chosen.masked && back.axes == chosen.axes)
    }

    @Test func reductionsKeepTheOtherAxes() throws {
        let weights = try marked()
        for rule in AxisReduction.Rule.allCases {
            let reduced = try weights.reducing(AxisReduction(axis: "head", rule: rule))
            #expect(reduced.axes.leading == [weights.axes.leading[0]])
            #expect(reduced.axes.queries == weights.axes.queries && reduced.axes.keys == weights.axes.keys)
            #expect(reduced.axes.fixed == [FixedAxis(name: "head", reduction: rule)])
            // No position is masked in all heads: 20 and 40 are no multiples of 7.
            #expect(reduced.masked?.elements.contains(true) == false)
            let rows = try ReducedRows(weights.rows, AxisReduction(axis: "head", rule: rule)).all()
            #expect(reduced.values.elements == rows.weights)
        }
    }

    @Test func mergedWordsKeepTheOtherAxes() throws {
        var weights = try marked()
        weights.axes.queries.labels = ["a", "##b", "c", "##d"]
        weights.axes.keys.labels = ["v", "w", "##x", "##y", "z"]
        let merged = try weights.mergingWords()
        #expect(merged.axes.leading == weights.axes.leading)
        #expect(merged.values.shape.dimensions == [2, 3, 2, 3] && merged.masked?.shape == merged.values.shape)
        #expect(merged.axes.queries.labels == ["ab", "cd"] && merged.axes.keys.labels == ["v", "wxy", "z"])
        // Elements 0, 7 and 112 are masked: 0 is the only query piece of its word that is.
        #expect(merged.values[0, 0, 0, 0] == 2.5 && merged.values[0, 0, 0, 1] == Float((1 + 2 + 3 + 6 + 8) / 2.0))
        #expect(merged.masked?.elements.contains(true) == false)
    }

    @Test func queriesWithoutAnyKeyAreCounted() throws {
        let mask = (0..<120).map { [3, 7, 8].contains($0 / 5) || $0.isMultiple(of: 2) }
        let weights = try AttentionWeights(
            Tensor(repeating: 0.5, shape: [2, 3, 4, 5]), masked: BooleanTensor(shape: [2, 3, 4, 5], elements: mask))
        for height in [1, 3, 4] { #expect(try weights.rows.all(height: height).emptyRows == 3) }
    }

    @Test func rowsAndValuesAreTheSame() throws {
        let weights = try marked()
        let copy = try AttentionWeights(weights.rows)
        #expect(copy.values == weights.values && copy.masked == weights.masked && copy.axes == weights.axes)
        let plain = try counted()
        let same = try AttentionWeights(plain.rows)
        #expect(same.masked == nil && same.values == plain.values && same.axes == plain.axes)
    }
}
