import Tensors
import Testing

@testable import attnviz

@Suite("Selections and reductions as text")
struct SelectionTextTests {
    @Test(
        "A position, a range and a list",
        arguments: [
            ("head=3", .position(3)), ("head=-1", .position(-1)), ("head=:", .range(from: nil, to: nil)),
            ("head=1:", .range(from: 1, to: nil)), ("head=:-1", .range(from: nil, to: -1)),
            ("head=0:4", .range(from: 0, to: 4)), ("head=0,-4", .list([0, -4])),
        ] as [(String, AxisSelection.Choice)])
    func choices(text: String, choice: AxisSelection.Choice) throws {
        #expect(try AxisSelection(text) == AxisSelection([("head", choice)]))
    }

    @Test("White space parts the axes, whose order stays")
    func axes() throws {
        let selection = try AxisSelection(" head=1:  key=1,0\tlayer=2 ")
        #expect(selection.choices.map(\.axis) == ["head", "key", "layer"])
        #expect(try AxisSelection("") == .all)
    }

    @Test(
        "Another form is wrong usage",
        arguments: [
            "head", "head=", "=1", "head=a", "head=1:2:3", "head=1,,2", "head=1:x", "head=99999999999999999999",
        ])
    func otherSelections(text: String) {
        let error = #expect(throws: UsageError.self) { _ = try AxisSelection(text) }
        #expect(error?.description.hasPrefix("'\(text)' is not understood; expected AXIS=POSITION") == true)
    }

    @Test("An axis is named once")
    func duplicates() {
        #expect(throws: AxisError.selectedTwice(axis: "head")) { _ = try AxisSelection("head=1 head=2") }
    }

    @Test("An axis and a rule")
    func reductions() throws {
        #expect(try AxisReduction("head=mean") == AxisReduction(axis: "head", rule: .mean))
        #expect(try AxisReduction("layer=max") == AxisReduction(axis: "layer", rule: .max))
    }

    @Test("Another rule is wrong usage", arguments: ["head=median", "head", "=mean", "head=mean=max", ""])
    func otherReductions(text: String) {
        let error = #expect(throws: UsageError.self) { _ = try AxisReduction(text) }
        #expect(error?.description.contains("AXIS=RULE with mean or max, such as head=mean") == true)
    }
}
