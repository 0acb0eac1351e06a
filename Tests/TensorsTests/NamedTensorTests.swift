import Tensors
import Testing

struct NamedTensorTests {
    /// (2, 3, 2) with the elements 0, 1, 2, ...
    private func counted() throws -> NamedTensor {
        try NamedTensor(Tensor.arange(to: 12).reshaped([2, 3, 2]), axes: ["layer", "head", "key"])
    }

    @Test func aPositionDropsItsAxis() throws {
        let chosen = try counted().selecting(AxisSelection([("layer", .position(-1))]))
        #expect(chosen.axes.map(\.name) == ["head", "key"])
        #expect(chosen.tensor.elements == [6, 7, 8, 9, 10, 11])
        #expect(chosen.fixed.map(\.position) == [1])
    }

    @Test func rangesAndListsKeepTheirAxisAndItsPositions() throws {
        let chosen = try counted().selecting(
            AxisSelection([("head", .range(from: 1, to: nil)), ("key", .list([1, 0]))]))
        #expect(chosen.tensor.shape.dimensions == [2, 2, 2])
        #expect(chosen.tensor.elements == [3, 2, 5, 4, 9, 8, 11, 10])
        #expect(chosen.axes[1].positions == [1, 2])
        let later = try chosen.selecting(AxisSelection([("head", .position(0))]))
        #expect(later.fixed.map(\.position) == [1])
    }

    @Test(
        arguments: [
            (nil, nil, [0, 1, 2]), (nil, -1, [0, 1]), (-2, nil, [1, 2]), (1, 99, [1, 2]),
            (Int.min, Int.max, [0, 1, 2]),
        ] as [(Int?, Int?, [Int])])
    func rangesAreThoseOfPython(from: Int?, to: Int?, positions: [Int]) throws {
        let selection = try AxisSelection([("head", .range(from: from, to: to))])
        #expect(try counted().selecting(selection).axes[1].positions == positions)
    }

    @Test func whatIsOutsideIsRefused() throws {
        let tensor = try counted()
        #expect(throws: AxisError.outOfRange(axis: "head", position: 3, size: 3)) {
            _ = try tensor.selecting(AxisSelection([("head", .position(3))]))
        }
        #expect(throws: AxisError.outOfRange(axis: "head", position: -4, size: 3)) {
            _ = try tensor.selecting(AxisSelection([("head", .list([0, -4]))]))
        }
        #expect(throws: AxisError.nothingSelected(axis: "head")) {
            _ = try tensor.selecting(AxisSelection([("head", .range(from: 2, to: 1))]))
        }
        #expect(throws: AxisError.unknownAxis("heads", known: ["layer", "head", "key"])) {
            _ = try tensor.selecting(AxisSelection([("heads", .position(1))]))
        }
    }

    @Test func anAxisIsNamedOnce() throws {
        #expect(throws: AxisError.duplicateName("head")) {
            _ = try AxisSelection([("head", .position(1)), ("key", .position(1)), ("head", .position(2))])
        }
        #expect(throws: AxisError.duplicateName("a")) {
            _ = try NamedTensor(Tensor(repeating: 0, shape: [1, 1]), axes: ["a", "a"])
        }
        #expect(throws: AxisError.nameCount(names: ["a"], shape: [1, 1])) {
            _ = try NamedTensor(Tensor(repeating: 0, shape: [1, 1]), axes: ["a"])
        }
    }

    @Test func meanAndMaximumTakeAnAxisAway() throws {
        let mean = try counted().reducing(AxisReduction(axis: "head", rule: .mean))
        #expect(mean.axes.map(\.name) == ["layer", "key"])
        #expect(mean.tensor.elements == [2, 3, 8, 9])
        #expect(mean.fixed.map(\.reduction) == [.mean])
        #expect(
            try counted().reducing(AxisReduction(axis: "layer", rule: .max)).tensor.elements == [6, 7, 8, 9, 10, 11])
        let poisoned = try NamedTensor(Tensor(shape: [3], elements: [1, .nan, 2]), axes: ["head"])
        #expect(try poisoned.reducing(AxisReduction(axis: "head", rule: .max)).tensor.elements[0].isNaN)
    }

    @Test func axesMoveToTheEnd() throws {
        let moved = try counted().movingToEnd(["head", "layer"])
        #expect(moved.axes.map(\.name) == ["key", "head", "layer"])
        #expect(moved.tensor.elements == [0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11])
    }

    @Test func singletonsGoExceptTheNamed() throws {
        let tensor = try NamedTensor(Tensor(repeating: 1, shape: [1, 2, 1]), axes: ["batch", "head", "key"])
        #expect(tensor.droppingSingletons(except: ["key"]).axes.map(\.name) == ["head", "key"])
    }

    @Test func customaryNamesFollowTheRank() throws {
        #expect(try NamedTensor.customaryAxes(shape: [2, 2]) == ["query", "key"])
        #expect(try NamedTensor.customaryAxes(shape: [2, 2, 2]) == ["head", "query", "key"])
        #expect(try NamedTensor.customaryAxes(shape: [2, 2, 2, 2]) == ["layer", "head", "query", "key"])
        #expect(try NamedTensor.customaryAxes(shape: [1, 1, 1, 1, 1]) == ["layer", "batch", "head", "query", "key"])
        #expect(throws: AxisError.noCustomaryNames(shape: [3])) { _ = try NamedTensor.customaryAxes(shape: [3]) }
    }
}
