import ArgumentParser
import Attention
import TensorFiles
import Tensors

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

    /// The files that are read, as far as they are given.
    var files: [String?] { [hasLengthList ? nil : validLens, mask] }

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
