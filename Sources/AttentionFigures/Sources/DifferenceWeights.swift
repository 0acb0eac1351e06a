import Attention
import Tensors

/// The differences A - B of the weights of two sources.
public struct DifferenceWeights: WeightsSource {
    public var axes: WeightAxes
    private let first: any WeightsSource
    private let part: WeightsPart
    private let second: any WeightsSource
    private let secondPart: WeightsPart

    /// - Parameters:
    ///   - first: the weights A.
    ///   - part: the part of A.
    ///   - second: the weights B.
    ///   - secondPart: the part of B, of the same shape as that of A.
    /// - Throws: `WeightsError.shapesDiffer`; as `WeightsPart.axes(of:)`.
    public init(
        _ first: any WeightsSource, part: WeightsPart, minus second: any WeightsSource,
        otherPart secondPart: WeightsPart
    ) throws {
        let (one, other) = (try part.axes(of: first.axes), try secondPart.axes(of: second.axes))
        guard one.dimensions == other.dimensions else {
            throw WeightsError.shapesDiffer(
                first: first.place ?? "A", one.dimensions, second: second.place ?? "B", other.dimensions)
        }
        axes = one.labelled(against: other)
        self.first = first
        self.part = part
        self.second = second
        self.secondPart = secondPart
    }

    /// A difference is masked where both weights are.
    public var canMask: Bool { first.canMask && second.canMask }
    public var residentBytes: Int { first.residentBytes + second.residentBytes }

    public func outline(_ pass: RowPass) throws -> any WeightRows {
        try DifferenceRows(
            axes: axes, first: part.rows(of: first.outline(pass)), second: secondPart.rows(of: second.outline(pass)))
    }

    public func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
        try first.withRows(of: part, pass) { one in
            try second.withRows(of: secondPart, pass) { other in
                try body(DifferenceRows(axes: axes, first: one, second: other))
            }
        }
    }
}

/// The differences of rows of the same shape. A key is masked if it is masked in both.
private struct DifferenceRows: WeightRows {
    let axes: WeightAxes
    let first: any WeightRows
    let second: any WeightRows

    var canMask: Bool { first.canMask && second.canMask }
    var rowElements: Int { max(first.rowElements, second.rowElements) }

    func memory(rows: Int) -> Int {
        first.memory(rows: rows) + second.memory(rows: rows) + rows * axes.keyCount * (MemoryLayout<Float>.size + 1)
    }

    func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        try first.withRows(rows, of: matrix) { one in
            try second.withRows(rows, of: matrix) { other in
                let differences = zip(one.elements, other.elements).map { $0 - $1 }
                let masked = canMask ? zip(one.maskElements, other.maskElements).map { $0 && $1 } : nil
                return try RowBlock.with(
                    matrix: matrix, rows: rows, keys: axes.keyCount, weights: differences, masks: masked, body)
            }
        }
    }
}

extension WeightAxes {
    /// The axes with labels such as "Layer 0 − layer 1" for leading axes whose positions or names differ.
    fileprivate func labelled(against other: WeightAxes) -> WeightAxes {
        var axes = self
        for (index, (one, other)) in zip(leading, other.leading).enumerated()
        where one.positions != other.positions || one.name != other.name {
            let name = one.name.prefix(1).uppercased() + one.name.dropFirst()
            axes.leading[index].labels = zip(one.positions, other.positions).map {
                "\(name) \($0) \u{2212} \(other.name) \($1)"
            }
        }
        return axes
    }
}
