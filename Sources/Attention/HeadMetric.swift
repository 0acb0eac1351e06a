/// What is measured on the weights w of one head, queries i and keys j, by the names that files and options use.
///
/// The means run over the queries that have weights: a row that holds a NaN, or nothing but 0, says nothing about the head
/// and is left out. A query and a key of the same position are the same token, counted from the start as in a causal mask.
public enum HeadMetric: String, CaseIterable, Sendable {
    /// mean over i of -sum over j of w ln w, in nats: 0 when each query attends to one key, ln K when all keys share it.
    case entropy
    /// mean over i of w[i, 0], in [0, 1]: the share of the first key, often a sink for what no other key wants.
    case firstKey = "first_key"
    /// mean over i of w[i, i], in [0, 1]. Queries without a key of their position do not count, here and below.
    case diagonal
    /// mean over i >= 1 of w[i, i - 1], in [0, 1].
    case previous
    /// mean over i <= n - 2 of w[i, i + 1], in [0, 1].
    case next
    /// mean over i of sum over j of w |i - j|, in tokens.
    case meanDistance = "mean_distance"
    /// max over j of the mean over i of w[i, j], in [0, 1].
    case largestColumn = "largest_column"
    /// mean over i of the sum of w[i, j] over the keys j that are separators, in [0, 1].
    case separators
}
