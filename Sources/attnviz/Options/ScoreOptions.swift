import ArgumentParser
import Attention
import Heatmaps
import TensorFiles
import Tensors

/// What attends, and to what.
struct OperandOptions: ParsableArguments {
    /// The tensors in their files; no element is read before it is asked for.
    struct Stored {
        let queries: StoredTensor
        let keys: StoredTensor
        let values: StoredTensor?
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

    /// The files that are read, as far as they are given.
    var files: [String?] { [queries, keys, values] }

    func open(_ input: InputOptions) throws -> Stored {
        func open(_ text: String) throws -> (tensor: StoredTensor, file: TensorFile) {
            let reference = TensorReference(text)
            let file = try input.open(reference)
            return (try file.tensor(named: reference.name), file)
        }
        let (queries, keys) = (try open(queries), try open(keys))
        return Stored(
            queries: queries.tensor, keys: keys.tensor, values: try values.map { try open($0).tensor },
            queriesFile: queries.file, keysFile: keys.file)
    }
}

/// How well keys answer queries.
struct ScoreOptions: ParsableArguments {
    @Option(help: "The score.")
    var score = ScoreKind.scaledDot
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The factor of scaled-dot (default: 1 / sqrt(d)) or cosine (default: 1).", valueName: "number"),
        transform: ScoreOptions.factor)
    var scale: Float?
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
        // Formerly, the option also said which panels share colours.
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

    /// Whether heads are learned projections of the features, and not just blocks of them.
    var projectsHeads: Bool { score == .scaledDot && parameters != nil }

    func scoringFunction(parameters: [String: Tensor]) throws -> any ScoringFunction {
        try score.scoringFunction(parameters: parameters, scale: scale, width: width ?? 1)
    }
}
