/// The value that a cell shows of the positions it stands for.
public enum PoolingRule: String, CaseIterable, Hashable, Sendable {
    /// The largest value: a single peak stays visible at every size.
    case maximum = "max"
    /// The mean; masked positions count with value 0.
    case mean
}
