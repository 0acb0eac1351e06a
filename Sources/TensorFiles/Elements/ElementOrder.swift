/// The axis of a stored tensor that varies fastest from element to element.
public enum ElementOrder: String, Sendable, CaseIterable {
    /// The last axis: C order, as in `Tensor`.
    case rowMajor
    /// The first axis: Fortran order.
    case columnMajor
}
