import ArgumentParser
import Attention
import Heatmaps
import TensorFiles
import Tensors

/// What attends, and to what.
struct OperandOptions: ParsableArguments {
    struct Tensors {
        let queries: Tensor
        let keys: Tensor
        let values: Tensor?
        let queriesFile: TensorFile
        let keysFile: TensorFile
    }

    @Option(help: ArgumentHelp("The queries.", valueName: "file[:tensor]"))
    var queries: String
    @Option(help: ArgumentHelp("The keys.", valueName: "file[:tensor]"))
    var keys: String
    @Option(help: ArgumentHelp("The values, for --save-output.", valueName: "file[:tensor]"))
    var values: String?

    func validate() throws {
        let paths = [queries, keys, values].compactMap { $0.map { TensorReference($0).path } }
        guard paths.filter({ ["-", "/dev/stdin"].contains($0) }).count < 2 else {
            throw ValidationError("stdin can be read once only; save it to a file, and name its tensors FILE:NAME.")
        }
    }

    func read(_ input: InputOptions) throws -> Tensors {
        func read(_ text: String) throws -> (tensor: Tensor, file: TensorFile) {
            let reference = TensorReference(text)
            let file = try input.open(reference)
            return (try file.tensor(named: reference.name).read(), file)
        }
        let (queries, keys) = (try read(queries), try read(keys))
        return Tensors(
            queries: queries.tensor, keys: keys.tensor, values: try values.map { try read($0).tensor },
            queriesFile: queries.file, keysFile: keys.file)
    }
}

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
    @Option(parsing: .unconditional, help: "The factor of the distances of gaussian (default: 1).")
    var width: Float?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Split the features into so many heads; with W_q, W_k, W_v, W_o project them first.", valueName: "n"))
    var heads: Int?
    @Option(
        help: ArgumentHelp(
            "Learned parameters by name (.npz, .safetensors): W_q, W_k, w_v of additive; W of bilinear; W_q, W_k, W_v, W_o of heads.",
            valueName: "file"))
    var parameters: String?

    /// An option that has no effect would be a wrong figure.
    func validate() throws {
        if let factor, score != .scaledDot, score != .cosine {
            throw ValidationError(
                "--scale \(factor) is the factor of scaled-dot and cosine; --score \(score.rawValue) has none.")
        }
        if let width {
            guard score == .gaussian else {
                throw ValidationError("--width is of gaussian; --score \(score.rawValue) has none.")
            }
            guard width.isFinite else { throw ValidationError("--width must be a finite number, found \(width).") }
        }
        if let heads, heads < 1 { throw ValidationError("--heads must be 1 or more, found \(heads).") }
        if parameters != nil, score.parameterNames.isEmpty, score != .scaledDot || heads == nil {
            let advice = score == .scaledDot ? "; with --heads it takes W_q, W_k, W_v and W_o" : ""
            throw ValidationError("--score \(score.rawValue) has no --parameters\(advice).")
        }
        if parameters != nil, score == .scaledDot, factor != nil {
            throw ValidationError("--scale cannot be given for heads with --parameters: theirs is 1 / sqrt(d).")
        }
    }

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

    /// Whether heads are learned projections of the features, and not just blocks of them.
    var projectsHeads: Bool { score == .scaledDot && parameters != nil }

    func scoringFunction(parameters: [String: Tensor]) throws -> any ScoringFunction {
        try score.scoringFunction(parameters: parameters, scale: factor, width: width ?? 1)
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
    @Option(parsing: .unconditional, help: ArgumentHelp("Only near keys: |i - j| < n.", valueName: "n"))
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

    /// Whether the valid lengths stand on the command line, not in a file.
    var hasLengthList: Bool { validLens.flatMap(IntegerList.init) != nil }

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
        let reference = TensorReference(text)
        if !TensorReference.fileExists(reference.path), text.allSatisfy({ "0123456789.,; -".contains($0) }) {
            throw UsageError("--valid-lens: expected whole numbers such as 2,6, or a file; found '\(text)'")
        }
        let stored = try reference.open()
        guard [1, 2].contains(stored.shape.rank) else {
            throw DataError(
                "\(text): expected valid lengths of shape (batch) or (batch, query), found \(stored.shape)")
        }
        let tensor = try stored.read()
        let lengths = try tensor.elements.map { value in
            guard let length = Int(exactly: value) else {
                throw DataError("\(text): expected whole numbers as valid lengths, found \(value)")
            }
            return length
        }
        guard tensor.shape.rank == 2 else { return .validLengths(lengths) }
        let queries = tensor.shape[1]
        return .validLengthsPerQuery((0..<tensor.shape[0]).map { Array(lengths[$0 * queries..<($0 + 1) * queries]) })
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
    @Option(
        help: ArgumentHelp(
            "Make an axis into one place: mean or max. May be given several times.", valueName: "head=mean"))
    var reduce: [String] = []
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Wrap the panels of a single axis into rows of so many.", valueName: "n"))
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
        help: ArgumentHelp("Write the raw scores, before masks and softmax.", valueName: "file"))
    var saveScores: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Write all weights: (query, key) after the leading axes of the queries; .npy, .npz, .safetensors, one matrix .csv.",
            valueName: "file"))
    var saveWeights: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Write the weighted means of the values; needs --values.", valueName: "file"))
    var saveOutput: String?

    var paths: [(option: String, path: String?)] {
        [("--save-scores", saveScores), ("--save-weights", saveWeights), ("--save-output", saveOutput)]
    }

    func tensors(_ result: Attended) -> [(path: String, tensors: [(name: String, tensor: Tensor)])] {
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
