import ArgumentParser
import AttentionFigures

/// The scoring function and its parameters.
struct ScoreOptions: ParsableArguments {
    @Option(help: "The scoring function.")
    var score = ScoreKind.scaledDot
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The factor of the scaled-dot (default: 1 / sqrt(d)) or cosine score (default: 1).", valueName: "number"),
        transform: ScoreOptions.factor)
    var scale: Float?
    @Option(parsing: .unconditional, help: "The factor of the distance in the gaussian score (default: 1).")
    var width: Float?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Limit scores s to c tanh(s / c) before masks, as Gemma 2 does.", valueName: "c"))
    var softcap: Float?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Split the features into this many heads, after projection if --parameters has W_q, W_k, W_v, W_o.",
            valueName: "n"))
    var heads: Int?
    @Option(
        help: ArgumentHelp(
            """
            Learned parameters by name (.npz, .safetensors): W_q, W_k, w_v for additive; W for bilinear; W_q, W_k, W_v, \
            W_o for multi-head attention.
            """, valueName: "file"))
    var parameters: String?

    /// Rejects options that the score does not use: a figure made without them would be misleading.
    func validate() throws {
        if let scale, score != .scaledDot, score != .cosine {
            throw ValidationError(
                "--scale \(scale) is the factor of scaled-dot and cosine; --score \(score.rawValue) has none.")
        }
        if let width {
            guard score == .gaussian else {
                throw ValidationError("--width is of gaussian; --score \(score.rawValue) has none.")
            }
            guard width.isFinite else { throw ValidationError("--width must be a finite number, found \(width).") }
        }
        if let softcap, !(softcap > 0 && softcap.isFinite) {
            throw ValidationError("--softcap must be a number above 0, found \(softcap).")
        }
        if parameters != nil, score == .scaledDot, softcap != nil {
            throw ValidationError("--softcap cannot be given for heads with --parameters.")
        }
        if let heads, heads < 1 { throw ValidationError("--heads must be 1 or more, found \(heads).") }
        if parameters != nil, score.parameterNames.isEmpty, score != .scaledDot || heads == nil {
            let advice = score == .scaledDot ? "; with --heads it takes W_q, W_k, W_v and W_o" : ""
            throw ValidationError("--score \(score.rawValue) has no --parameters\(advice).")
        }
        if parameters != nil, score == .scaledDot, scale != nil {
            throw ValidationError("--scale cannot be given for heads with --parameters: theirs is 1 / sqrt(d).")
        }
    }

    private static func factor(_ argument: String) throws -> Float {
        // `--scale` used to be the name of `--color-scale`.
        if ScaleSharing(rawValue: argument) != nil { throw FormerScaleOption.refusal(of: argument) }
        guard let factor = Float(argument), factor.isFinite else {
            throw ValidationError("expected a finite number, found '\(argument)'.")
        }
        return factor
    }

    func readParameters() throws -> [String: Tensor] {
        guard let parameters else { return [:] }
        let file = try TensorFile.open(parameters)
        return Dictionary(try file.tensors.map { ($0.name, try $0.read()) }, uniquingKeysWith: { first, _ in first })
    }

    /// The name of the first option of this group that was given; nil if none was.
    var given: String? {
        let options = [
            ("--score", score != .scaledDot), ("--scale", scale != nil), ("--width", width != nil),
            ("--softcap", softcap != nil),
            ("--heads", heads != nil), ("--parameters", parameters != nil),
        ]
        return options.first(where: \.1)?.0
    }

    /// Whether heads are learned projections of the features, rather than consecutive blocks of them.
    var projectsHeads: Bool { score == .scaledDot && parameters != nil }

    func scoringFunction(parameters: [String: Tensor]) throws -> any ScoringFunction {
        try scoringFunction(parameters: parameters, scale: scale, softcap: softcap)
    }

    /// The scoring function with another factor and cap.
    func scoringFunction(
        parameters: [String: Tensor], scale: Float?, softcap: Float?
    ) throws -> any ScoringFunction {
        let function = try score.scoringFunction(parameters: parameters, scale: scale, width: width ?? 1)
        return try softcap.map { try SoftCappedScore(function, cap: $0) } ?? function
    }

    /// Multi-head attention with learned projections; nil without parameters for them.
    func multiHeadAttention(_ parameters: [String: Tensor], fill: MaskedFill) throws -> MultiHeadAttention? {
        guard projectsHeads else { return nil }
        func parameter(_ name: String) throws -> Tensor {
            guard let tensor = parameters[name] else {
                throw AttentionError.missingParameter(name, of: "multi-head attention", found: parameters.keys.sorted())
            }
            return tensor
        }
        return try MultiHeadAttention(
            heads: heads ?? 1, queryWeights: parameter("W_q"), keyWeights: parameter("W_k"),
            valueWeights: parameter("W_v"), outputWeights: parameter("W_o"), fill: fill)
    }
}
