import Tensors
import Testing

@testable import Attention

/// Means and maxima along a leading axis against plain loops.
struct ReducedRowsTests {
    private static let names = ["layer", "batch", "head", "query", "key"]

    /// (2, 3, 4, 5, 6) with some NaN; where masked, about two thirds of the elements, and key 1 of query 2 everywhere.
    private static func weights(isMasked: Bool) throws -> AttentionWeights {
        var generator = TorchGenerator(seed: 4)
        let shape = [2, 3, 4, 5, 6]
        let values = try generator.normal(shape).map { $0 > 2.2 ? .nan : $0 }
        let mask = try generator.uniform(shape, from: 0, to: 1).elements.enumerated().map { index, number in
            number < 0.6 || index % 30 == 2 * 6 + 1
        }
        return try AttentionWeights(values, masked: isMasked ? BooleanTensor(shape: shape, elements: mask) : nil)
    }

    /// The reduced elements, and which of them are masked.
    private static func expected(
        _ weights: AttentionWeights, axis: Int, _ rule: AxisReduction.Rule
    ) -> (values: [Float], masked: [Bool]) {
        let (shape, strides) = (weights.values.shape.dimensions, weights.values.shape.strides)
        var (values, masked) = ([Float](), [Bool]())
        for start in weights.values.elements.indices where start / strides[axis] % shape[axis] == 0 {
            let indices = (0..<shape[axis]).map { start + $0 * strides[axis] }
            let open = indices.filter { weights.masked?.elements[$0] != true }.map { weights.values.elements[$0] }
            masked.append(open.isEmpty)
            switch rule {
            case _ where open.isEmpty: values.append(0)
            case .mean: values.append(Float(open.reduce(0.0) { $0 + Double($1) } / Double(shape[axis])))
            case .max: values.append(open.contains { $0.isNaN } ? .nan : open.max() ?? 0)
            }
        }
        return (values, masked)
    }

    @Test(arguments: AxisReduction.Rule.allCases, [true, false])
    func everyLeadingAxisReduces(rule: AxisReduction.Rule, isMasked: Bool) throws {
        let weights = try Self.weights(isMasked: isMasked)
        for axis in 0..<3 {
            let rows = try ReducedRows(weights.rows, AxisReduction(axis: Self.names[axis], rule: rule))
            let expected = Self.expected(weights, axis: axis, rule)
            #expect(expected.values.contains { $0.isNaN } && expected.masked.contains(true) == isMasked)
            for height in [1, 2, 5] {
                let found = try rows.all(height: height)
                #expect(found.weights.count == expected.values.count)
                #expect(
                    zip(found.weights, expected.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
                #expect(found.masked == (isMasked ? expected.masked : nil))
            }
            #expect(rows.axes.all.map(\.name) == Self.names.filter { $0 != Self.names[axis] })
            #expect(rows.axes.fixed == [FixedAxis(name: Self.names[axis], reduction: rule)])
        }
    }

    @Test(arguments: [true, false])
    func reductionsNest(isMasked: Bool) throws {
        let weights = try Self.weights(isMasked: isMasked)
        let once = Self.expected(weights, axis: 2, .mean)
        let middle = try AttentionWeights(
            Tensor(shape: [2, 3, 5, 6], elements: once.values),
            masked: isMasked ? BooleanTensor(shape: [2, 3, 5, 6], elements: once.masked) : nil)
        let twice = Self.expected(middle, axis: 0, .max)
        let rows = try ReducedRows(
            ReducedRows(weights.rows, AxisReduction(axis: "head", rule: .mean)),
            AxisReduction(axis: "layer", rule: .max))
        let found = try rows.all(height: 3)
        #expect(zip(found.weights, twice.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
        #expect(found.masked == (isMasked ? twice.masked : nil))
        #expect(rows.axes.fixed.map(\.name) == ["head", "layer"])
    }

    @Test func chosenPositionsReduce() throws {
        let weights = try Self.weights(isMasked: true)
        let chosen = try weights.selecting(AxisSelection([("head", .list([3, 1])), ("query", .list([4, 0]))]))
        let expected = Self.expected(chosen, axis: 2, .mean)
        let selected = try SelectedRows(
            weights.rows, AxisSelection([("head", .list([3, 1])), ("query", .list([4, 0]))]))
        let found = try ReducedRows(selected, AxisReduction(axis: "head", rule: .mean)).all(height: 1)
        #expect(zip(found.weights, expected.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
        #expect(found.masked == expected.masked)
    }

    @Test func rowsWithoutKeysAreThoseOfAllHeads() throws {
        let tokens = try Tensor(repeating: 1, shape: [3, 4, 2])
        let allowed = (0..<3).flatMap { head in
            (0..<4).flatMap { query in [Bool](repeating: query != 1 && (head, query) != (2, 3), count: 4) }
        }
        let mask = AttentionMask.boolean(try BooleanTensor(shape: [1, 3, 4, 4], elements: allowed))
        try AttentionRows.with(queries: tokens, keys: tokens, mask: mask) { base in
            let mean = try ReducedRows(base, AxisReduction(axis: "head", rule: .mean)).all(height: 3)
            #expect(mean.emptyRows == 4)
            // A query that has no key in every head is masked; one in a single head is not.
            #expect(mean.masked == (0..<16).map { $0 / 4 == 1 })
            #expect(mean.weights[12] == Float(2 * 0.25 / 3))
        }
    }

    @Test func axesThatCannotBeReducedAreRefused() throws {
        let weights = try Self.weights(isMasked: false)
        for name in ["query", "key", "heads"] {
            #expect(throws: AxisError.unknownAxis(name, known: Self.names)) {
                _ = try ReducedRows(weights.rows, AxisReduction(axis: name, rule: .mean))
            }
        }
        let none = TensorRows(try Tensor(shape: [0, 2, 2], elements: []), axes: try WeightAxes(customary: [0, 2, 2]))
        #expect(throws: AxisError.nothingSelected(axis: "head")) {
            _ = try ReducedRows(none, AxisReduction(axis: "head", rule: .max))
        }
    }
}
