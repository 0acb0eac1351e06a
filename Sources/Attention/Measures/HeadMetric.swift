/// The metrics of the weights w of one head, with queries i and keys j. The raw values are their names in files and options.
///
/// Rows that contain a NaN or only zeros are left out of the means. A query and a key at the same position are the same
/// token, as in a causal mask.
public enum HeadMetric: String, CaseIterable, Sendable {
    /// mean over i of -sum over j of w ln w, in nats: 0 if each query attends to one key, ln K for K equal weights.
    case entropy
    /// mean over i of w[i, 0], in [0, 1]: the share of the first key, often an attention sink.
    case firstKey = "first_key"
    /// mean over i of w[i, i], in [0, 1]. Queries without a key at that position are left out, also of the next two metrics.
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
