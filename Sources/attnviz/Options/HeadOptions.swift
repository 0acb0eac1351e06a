import ArgumentParser
import AttentionFigures

extension HeadMetric: ExpressibleByArgument {
    /// Accepts hyphens for underscores: `first-key` is `first_key`.
    public init?(argument: String) {
        self.init(rawValue: argument.replacing("-", with: "_"))
    }
}

extension HeadDistance: ExpressibleByArgument {
    /// Accepts hyphens for underscores: `total-variation` is `total_variation`.
    public init?(argument: String) {
        self.init(rawValue: argument.replacing("-", with: "_"))
    }
}

/// The metrics of heads to draw, and the separators to measure.
struct HeadOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Draw this metric as a heatmap of layers by heads. May be given several times.", valueName: "name"))
    var metric: [HeadMetric] = []
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Also measure the share of attention on these tokens, separated by spaces or commas; needs tokens.",
            valueName: "\"[SEP] .\""))
    var separators: String?

    /// The separators; nil without --separators.
    ///
    /// - Parameter tokens: the tokens of the keys. A word with commas that is one of them is not split.
    func separatorTokens(among tokens: [String]?) -> [String]? {
        guard let separators else { return nil }
        let known = Set(tokens ?? [])
        // A comma between spaces is a token itself, not the delimiter of a list.
        return separators.split(whereSeparator: \.isWhitespace).flatMap { word -> [String] in
            known.contains(String(word)) || word == "," ? [String(word)] : word.split(separator: ",").map(String.init)
        }
    }
}
