/// A reduction of one axis to its mean or maximum.
public struct AxisReduction: Hashable, Sendable {
    public enum Rule: String, CaseIterable, Sendable {
        case mean, max
    }

    public let axis: String
    public let rule: Rule

    public init(axis: String, rule: Rule) {
        self.axis = axis
        self.rule = rule
    }
}
