/// The value that replaces the score of a masked key before the softmax.
public enum MaskedFill: Hashable, Sendable, CaseIterable {
    /// -1e6, as in the articles. Masked keys get weight 0 if a key of the row has a score well above -1e6; a row whose keys
    /// are all masked becomes uniform.
    case largeNegative
    /// -infinity. Masked keys always get weight 0; a row whose keys are all masked becomes zero.
    case negativeInfinity

    var score: Float {
        switch self {
        case .largeNegative: -1e6
        case .negativeInfinity: -.infinity
        }
    }
}
