import ArgumentParser
import AttentionFigures

/// The masks: a query attends to a key only if all masks that are given allow it.
struct MaskOptions: ParsableArguments {
    enum Truth: String, CaseIterable, ExpressibleByArgument {
        case allowed, masked

        var meaning: MaskTensor.Meaning { self == .allowed ? .allowed : .masked }
    }

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many keys are valid: one number per batch row, or a file of shape (batch) or (batch, query).",
            valueName: "2,6|file"))
    var validLens: String?
    @Flag(help: "Causal mask: a query attends to the keys up to its own position only.")
    var causal = false
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("A query at position i attends to key j only if |i - j| < n.", valueName: "n"))
    var window: Int?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            The position of the first query among the keys; start is 0 (default: end where queries are fewer than keys \
            and --causal or --window is given, so that the queries are the last positions, as with a cache).
            """, valueName: "n|start|end"), transform: MaskOptions.position)
    var queryOffset: QueryPosition?
    @Option(
        help: ArgumentHelp(
            """
            Booleans or integers (true: may attend), or a bias added to the scores: (query, key), (batch, key), \
            (batch, 1, query, key) and so on; axes of length 1 broadcast.
            """, valueName: "file[:tensor]"))
    var mask: String?
    @Option(
        help: ArgumentHelp(
            "The names of the axes of --mask, where its shape can be read in two ways.", valueName: "batch,key"))
    var maskAxes: String?
    @Option(
        help: """
            What true or 1 means in --mask (default: allowed; floating-point numbers are a bias without this option).
            """)
    var maskTrue: Truth?

    func validate() throws {
        for (option, isGiven) in [("--mask-axes", maskAxes != nil), ("--mask-true", maskTrue != nil)]
        where isGiven && mask == nil {
            throw ValidationError("\(option) is about --mask, which is not given.")
        }
    }

    /// Whether --valid-lens is a list of numbers, not a file.
    var hasLengthList: Bool { validLens.flatMap(IntegerList.init) != nil }

    /// Whether true in --mask could mean "masked".
    var isTruthAssumed: Bool { mask != nil && maskTrue == nil }

    /// The input files that are given.
    var files: [String?] { [hasLengthList ? nil : validLens, mask] }

    private static func position(_ text: String) throws -> QueryPosition {
        switch text {
        case "start": return .start
        case "end": return .end
        default:
            guard let position = Int(text) else {
                throw ValidationError("expected a position such as 20, or start or end; found '\(text)'.")
            }
            return .at(position)
        }
    }
}
