/// What is known about each row of weights when the weights themselves are not kept. Each list has one element for each query
/// that is drawn; the sums run over all its keys, drawn or not.
public struct QueryStatistics: Hashable, Sendable {
    /// log(sum of exp(score)) over the keys, in nats: w = exp(score - this). -infinity for a query without any key.
    public let logSumExp: [Float]
    /// The largest weight, in [0, 1].
    public let largestWeight: [Float]
    /// -sum of w log(w), in nats: 0 when one key has all the weight, log(K) when K keys share it. 0 without any key.
    public let entropy: [Float]
    /// The weight of the first key of all, in [0, 1]: often a sink that takes what no other key wants.
    public let firstKeyWeight: [Float]
}
