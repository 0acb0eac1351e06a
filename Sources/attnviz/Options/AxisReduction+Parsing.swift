import Tensors

extension AxisReduction {
    /// Parses an axis and a rule, such as `head=mean`.
    ///
    /// - Throws: `UsageError` for other text.
    init(_ text: String) throws {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let rule = Rule(rawValue: String(parts[1])) else {
            let rules = Rule.allCases.map(\.rawValue).joined(separator: " or ")
            throw UsageError("'\(text)' is not understood; expected AXIS=RULE with \(rules), such as head=mean")
        }
        self.init(axis: String(parts[0]), rule: rule)
    }
}
