import Attention

/// The axes of weights that do not exist yet, to check what is made of them before the work.
struct OutlinedWeights: WeightsSource {
    var axes: WeightAxes

    var canMask: Bool { false }

    func outline(_ pass: RowPass) -> any WeightRows { AxesOnly(axes: axes) }

    func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
        try body(AxesOnly(axes: axes))
    }
}
