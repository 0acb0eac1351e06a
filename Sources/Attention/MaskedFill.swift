/// What replaces the score of a masked key before the softmax.
public enum MaskedFill: Hashable, Sendable, CaseIterable {
    /// -1e6, the articles' rule. A masked key gets weight 0 as long as some key of its row scores well above -1e6; a row
    /// without any valid key becomes uniform over all keys.
    case largeNegative
    /// -infinity. A masked key gets weight 0, always; a row without any valid key becomes all zero.
    case negativeInfinity

    var score: Float {
        switch self {
        case .largeNegative: -1e6
        case .negativeInfinity: -.infinity
        }
    }
}
