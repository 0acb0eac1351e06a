/// The rule by which the values of several positions become the value of a cell.
public enum PoolingRule: String, CaseIterable, Hashable, Sendable {
    /// The largest value, which keeps a single peak visible at every cell size.
    case maximum = "max"
    /// The mean, in which masked positions count as 0.
    case mean
}
