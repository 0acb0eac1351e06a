/// The name of a parameter of an experiment in errors.
public enum ExperimentParameter: String, Sendable {
    /// The number of queries and keys of an identity matrix.
    case size
    /// The number of queries.
    case queries
    /// The number of keys.
    case keys
    /// The size d of a query and of a key.
    case dimension
    /// Several sizes d.
    case dimensions
    /// The number of draws of a query and its keys.
    case draws
    /// The number of valid keys of each query.
    case validLengths = "valid lengths"
}
