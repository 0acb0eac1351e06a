import ArgumentParser
import Attention
import Heatmaps
import TensorFiles
import Tensors

/// How well keys answer queries.
struct ScoreOptions: ParsableArguments {
    @Option(help: "The score.")
    var score = ScoreKind.scaledDot
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            """
            A number is the factor of scaled-dot (default: 1 / sqrt(d)) or cosine (default: 1); shared, row, column or \
            panel says which panels share a colour scale. May be given for both.
            """, valueName: "number|shared|row|column|panel"))
    var scale: [Scale] = []
    @Option(help: "The width of gaussian.")
    var width: Float = 1
    @Option(help: "Split the features into so many heads; with W_q, W_k, W_v, W_o project them first.")
    var heads: Int?
    @Option(
        help: ArgumentHelp(
            "Learned parameters by name: W_q, W_k, w_v of additive; W of bilinear; W_q, W_k, W_v, W_o of heads.",
            valueName: "file.npz"))
    var parameters: String?

    /// The two things that are called scale: the factor of a score, and what panels share.
    enum Scale: ExpressibleByArgument {
        case factor(Float)
        case sharing(ScaleSharing)

        init?(argument: String) {
            if let sharing = ScaleSharing(rawValue: argument) {
                self = .sharing(sharing)
            } else if let factor = Float(argument), factor.isFinite {
                self = .factor(factor)
            } else {
                return nil
            }
        }
    }

    /// The factor of the score.
    private var factor: Float? {
        scale.reduce(nil) { if case .factor(let factor) = $1 { factor } else { $0 } }
    }

    /// Which panels share a colour scale.
    var sharing: ScaleSharing? {
        scale.reduce(nil) { if case .sharing(let sharing) = $1 { sharing } else { $0 } }
    }

    func readParameters() throws -> [String: Tensor] {
        guard let parameters else { return [:] }
        let file = try TensorFile.open(parameters)
        return Dictionary(try file.tensors.map { ($0.name, try $0.read()) }, uniquingKeysWith: { first, _ in first })
    }

    func scoringFunction(parameters: [String: Tensor]) throws -> any ScoringFunction {
        try score.scoringFunction(parameters: parameters, scale: factor, width: width)
    }
}

/// Which keys each query may attend to; masks given together all hold.
struct MaskOptions: ParsableArguments {
    enum Fill: String, CaseIterable, ExpressibleByArgument {
        case largeNegative = "-1e6"
        case negativeInfinity = "-inf"

        var rule: MaskedFill { self == .largeNegative ? .largeNegative : .negativeInfinity }
    }

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many keys may be attended to: one number for each batch row, or a file of (batch) or (batch, query).",
            valueName: "2,6|file"))
    var validLens: String?
    @Flag(help: "No query looks ahead: key j for query i only when j <= i.")
    var causal = false
    @Option(help: ArgumentHelp("Only near keys: |i - j| < n.", valueName: "n"))
    var window: Int?
    @Option(
        help: ArgumentHelp(
            "Truth values (true: may attend) or a bias to add; (query, key), (batch, query, key) or with heads.",
            valueName: "file[:tensor]"))
    var mask: String?
    @Option(
        parsing: .unconditional,
        help: "The score of a masked key: -inf, or -1e6 as in the articles, where a row without keys becomes uniform.")
    var maskedFill = Fill.negativeInfinity

    /// Whether there is a valid length for each entry of the first of three axes, so that it counts batch rows.
    func countsBatches(of shape: Shape) -> Bool {
        guard let validLens, let list = IntegerList(argument: validLens) else { return false }
        return list.values.count == shape[0] && shape[0] > 1
    }

    func combined() throws -> AttentionMask {
        var masks: [AttentionMask] = []
        if let validLens { masks.append(try Self.lengths(validLens)) }
        if causal { masks.append(.causal) }
        if let window { masks.append(.window(width: window)) }
        if let mask { masks.append(try Self.file(mask)) }
        return masks.count > 1 ? .all(masks) : masks.first ?? .none
    }

    private static func lengths(_ text: String) throws -> AttentionMask {
        if let list = IntegerList(argument: text) { return .validLengths(list.values) }
        let tensor = try TensorReference(text).open().read()
        let lengths = try tensor.elements.map { value in
            guard let length = Int(exactly: value) else {
                throw DataError("\(text): expected whole numbers as valid lengths, found \(value)")
            }
            return length
        }
        switch tensor.shape.rank {
        case 1: return .validLengths(lengths)
        case 2:
            let queries = tensor.shape[1]
            return .validLengthsPerQuery(
                (0..<tensor.shape[0]).map { Array(lengths[$0 * queries..<($0 + 1) * queries]) })
        default:
            throw DataError(
                "\(text): expected valid lengths of shape (batch) or (batch, query), found \(tensor.shape)")
        }
    }

    /// Truth values and whole numbers allow or forbid, other numbers are added.
    private static func file(_ text: String) throws -> AttentionMask {
        let stored = try TensorReference(text).open()
        let tensor = try stored.read()
        return stored.elementType.isFloatingPoint ? .additive(tensor) : .boolean(BooleanTensor(nonZeroIn: tensor))
    }
}

/// Which part of the result is drawn.
struct ResultViewOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Positions along batch, head, query, key: one drops its axis, a range or list keeps it.",
            valueName: "\"head=0:4\""))
    var select: String?
    @Option(help: ArgumentHelp("Make an axis into one place: mean or max.", valueName: "head=mean"))
    var reduce: [String] = []
    @Option(help: ArgumentHelp("Wrap the panels of a single axis into rows of so many.", valueName: "n"))
    var columns: Int?

    func selected(_ tensor: NamedTensor) throws -> NamedTensor {
        let part = try tensor.selecting(AxisSelection(select ?? "").keeping(["query", "key"]))
        return try reduce.map { try AxisReduction($0) }.reduce(part) { try $0.reducing($1) }
    }
}

/// Results to write as files.
struct SavedResults: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Write the raw scores (batch, head, query, key).", valueName: "file"))
    var saveScores: String?
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Write the weights (batch, head, query, key).", valueName: "file"))
    var saveWeights: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Write the soft-attention output; needs --values.", valueName: "file"))
    var saveOutput: String?

    var paths: [(option: String, path: String?)] {
        [("--save-scores", saveScores), ("--save-weights", saveWeights), ("--save-output", saveOutput)]
    }

    func tensors(_ result: AttentionResult) throws -> [(path: String, tensors: [(name: String, tensor: Tensor)])] {
        let results = [
            (saveScores, "scores", result.scores), (saveWeights, "weights", result.weights),
            (saveOutput, "output", result.output),
        ]
        return results.compactMap { path, name, tensor in
            guard let path, let tensor else { return nil }
            return (path, [(name, tensor)])
        }
    }
}
