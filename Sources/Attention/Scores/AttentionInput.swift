/// The name of an input of attention in an error.
public enum AttentionInput: Hashable, Sendable {
    case queries, keys, values
    /// A tensor of scores or of weights that is given rather than computed.
    case scores, weights
    /// The first and the second of two tensors of weights that are compared.
    case first, second
    case booleanMask, additiveMask, validLengths, window
    /// Logits that join the softmax, one for each head.
    case sinks
    /// A learned parameter by its name, such as `W_q`.
    case parameter(String)
}

extension AttentionInput: CustomStringConvertible {
    public var description: String {
        switch self {
        case .queries: "queries"
        case .keys: "keys"
        case .values: "values"
        case .scores: "scores"
        case .weights: "weights"
        case .first: "A"
        case .second: "B"
        case .booleanMask: "boolean mask"
        case .additiveMask: "additive mask"
        case .validLengths: "valid lengths"
        case .window: "window"
        case .sinks: "sinks"
        case .parameter(let name): name
        }
    }
}
