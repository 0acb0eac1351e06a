/// The pattern of a head: the first case whose rule holds, in the order of declaration.
public enum HeadPattern: String, CaseIterable, Sendable {
    case previousToken = "previous token"
    case nextToken = "next token"
    case diagonal
    /// Most attention goes to the first key.
    case sink
    /// Most attention goes to one key that is not the first.
    case vertical
    /// The entropy is close to that of uniform weights.
    case broad
    /// No other rule holds.
    case mixed

    /// The least share of attention of the patterns before `broad`.
    public static let majority = 0.5
    /// The least ratio of the entropy to that of uniform weights for `broad`.
    public static let evenness = 0.8

    init(_ head: HeadStatistics) {
        // Comparisons with NaN are false, so metrics that are not defined are skipped.
        self =
            if head.previous >= Self.majority {
                .previousToken
            } else if head.next >= Self.majority {
                .nextToken
            } else if head.diagonal >= Self.majority {
                .diagonal
            } else if head.firstKey >= Self.majority {
                .sink
            } else if head.largestColumn >= Self.majority {
                .vertical
            } else if head.largestEntropy > 0, head.entropy >= Self.evenness * head.largestEntropy {
                .broad
            } else {
                .mixed
            }
    }

    /// The rule as text, such as "previous >= 0.5".
    public var rule: String {
        switch self {
        case .previousToken: "\(HeadMetric.previous.rawValue) >= \(Self.majority)"
        case .nextToken: "\(HeadMetric.next.rawValue) >= \(Self.majority)"
        case .diagonal: "\(HeadMetric.diagonal.rawValue) >= \(Self.majority)"
        case .sink: "\(HeadMetric.firstKey.rawValue) >= \(Self.majority)"
        case .vertical: "\(HeadMetric.largestColumn.rawValue) >= \(Self.majority)"
        case .broad: "\(HeadMetric.entropy.rawValue) >= \(Self.evenness) of even weights"
        case .mixed: "no rule holds"
        }
    }
}
