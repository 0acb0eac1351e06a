import ArgumentParser
import AttentionFigures

/// The masks: a query attends to a key only if all masks that are given allow it.
struct MaskOptions: ParsableArguments {
    enum Fill: String, CaseIterable, ExpressibleByArgument {
        case largeNegative = "-1e6"
        case negativeInfinity = "-inf"

        var rule: MaskedFill { self == .largeNegative ? .largeNegative : .negativeInfinity }
    }

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many keys are valid: one number per batch row, or a file of shape (batch) or (batch, query).",
            valueName: "2,6|file"))
    var validLens: String?
    @Flag(help: "Causal mask: query i attends to key j only if j <= i.")
    var causal = false
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Query i attends to key j only if |i - j| < n.", valueName: "n"))
    var window: Int?
    @Option(
        help: ArgumentHelp(
            "Booleans (true: may attend) or a bias added to the scores; (query, key), (batch, query, key) or with heads.",
            valueName: "file[:tensor]"))
    var mask: String?
    @Option(
        parsing: .unconditional,
        help: "The score of a masked key: -inf, or -1e6 as in the articles, where a row without keys becomes uniform.")
    var maskedFill = Fill.negativeInfinity

    /// Whether --valid-lens is a list of numbers, not a file.
    var hasLengthList: Bool { validLens.flatMap(IntegerList.init) != nil }

    /// The input files that are given.
    var files: [String?] { [hasLengthList ? nil : validLens, mask] }

    /// The conjunction of all masks that are given.
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
        return try AttentionMask(validLengths: reference.open())
    }

    private static func file(_ text: String) throws -> AttentionMask {
        try AttentionMask(contentsOf: text)
    }

    /// The name of the first option of this group that was given; nil if none was.
    var given: String? {
        let options = [
            ("--valid-lens", validLens != nil), ("--causal", causal), ("--window", window != nil),
            ("--mask", mask != nil), ("--masked-fill", maskedFill != .negativeInfinity),
        ]
        return options.first(where: \.1)?.0
    }
}
