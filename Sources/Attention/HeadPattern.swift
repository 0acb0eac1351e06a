/// What a head does, named by the first of these rules that holds, in this order.
public enum HeadPattern: String, CaseIterable, Sendable {
    case previousToken = "previous token"
    case nextToken = "next token"
    case diagonal
    /// The first key takes what no other key wants.
    case sink
    /// One key takes the attention of all queries, and it is not the first.
    case vertical
    case broad
    /// No rule holds.
    case mixed

    /// A place that has at least this share of the attention names the head.
    public static let majority = 0.5
    /// A head with at least this share of the largest entropy is broad.
    public static let evenness = 0.8

    init(_ head: HeadStatistics) {
        // NaN is in no order, so what cannot be measured names no head.
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
