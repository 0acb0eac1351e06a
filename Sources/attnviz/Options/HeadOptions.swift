import ArgumentParser
import Attention
import Tensors

extension HeadMetric: ExpressibleByArgument {
    /// `first-key` is as good as `first_key`.
    public init?(argument: String) {
        self.init(rawValue: argument.replacing("-", with: "_"))
    }
}

/// What is measured on heads.
struct HeadOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Draw this metric as layers by heads. May be given several times.", valueName: "name"))
    var metric: [HeadMetric] = []
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Also measure the share of attention on these tokens, separated by spaces or commas; needs tokens.",
            valueName: "\"[SEP] .\""))
    var separators: String?

    /// The places of the separators among the tokens of the keys, nil without --separators.
    func places(in tokens: [String]?) throws -> [Int]? {
        guard let separators else { return nil }
        guard let tokens else { throw UsageError("--separators needs the tokens of the keys; give them with --tokens") }
        let known = Set(tokens)
        // A comma between spaces is itself a token.
        let words = separators.split(whereSeparator: \.isWhitespace).flatMap { word -> [String] in
            known.contains(String(word)) || word == "," ? [String(word)] : word.split(separator: ",").map(String.init)
        }
        let places = tokens.indices.filter { words.contains(tokens[$0]) }
        guard !places.isEmpty else {
            throw DataError(
                "--separators: expected tokens of the keys, found \(words.joined(separator: " ")), "
                    + "and none of the keys is one of them")
        }
        return places
    }
}

/// The flow of attention through all layers.
struct RolloutOptions: ParsableArguments {
    @Flag(
        help: "Follow attention through all layers: the share of each input token in each token after the last layer.")
    var rollout = false
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The share of a token that passes a layer of a rollout without attention, in [0, 1) (default: 0.5).",
            valueName: "share"))
    var residual: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Write the rollout, as float32 (.npy, .npz, .safetensors, .csv, .tsv).", valueName: "file"))
    var saveWeights: String?

    func check(_ heads: HeadOptions, _ table: TableOption) throws {
        guard rollout else {
            if residual != nil { throw ValidationError("--residual is for --rollout.") }
            if saveWeights != nil { throw ValidationError("--save-weights writes a rollout; give --rollout, too.") }
            return
        }
        if let residual, !(0..<1).contains(residual) {
            throw ValidationError("--residual: expected a share in [0, 1), found \(residual).")
        }
        if !heads.metric.isEmpty || heads.separators != nil {
            throw ValidationError("--rollout joins all heads; --metric and --separators measure each by itself.")
        }
        if table.csv { throw ValidationError("--csv is the table of heads; --save-weights writes a rollout as .csv.") }
    }

    /// The rollout of weights with the axes layer, head, query and key, or some of them.
    func callAsFunction(_ weights: NamedTensor) throws -> NamedTensor {
        let kept = ["layer", "head", "query", "key"]
        let flat = try weights.droppingSingletons(except: kept).movingToEnd(["query", "key"])
        if let other = flat.axes.first(where: { !kept.contains($0.name) }) {
            throw UsageError(
                "a rollout has no axis \(other.name); choose a position with --select \(other.name)=0, or use --reduce "
                    + "\(other.name)=mean")
        }
        let counts = kept.prefix(2).map { name in flat.axes.first { $0.name == name }?.positions.count ?? 1 }
        let ordered = try flat.movingToEnd(kept.filter { name in flat.axes.contains { $0.name == name } })
        let layers = try ordered.tensor.reshaped(counts + flat.tensor.shape.dimensions.suffix(2))
        return try NamedTensor(AttentionRollout(residual: residual ?? 0.5)(layers), axes: Array(flat.axes.suffix(2)))
    }
}
