import ArgumentParser
import AttentionFigures

/// What happens between the scores and the weights, besides masks.
struct SoftmaxOptions: ParsableArguments {
    enum Fill: String, CaseIterable, ExpressibleByArgument {
        case largeNegative = "-1e6"
        case negativeInfinity = "-inf"

        var rule: MaskedFill { self == .largeNegative ? .largeNegative : .negativeInfinity }
    }

    @Option(
        parsing: .unconditional,
        help: "The score of a masked key: -inf, or -1e6 as in the articles, where a row without keys becomes uniform.")
    var maskedFill = Fill.negativeInfinity
    @Option(
        help: ArgumentHelp(
            "A logit for each head that joins the softmax and is dropped, so that rows sum to less than 1.",
            valueName: "file[:tensor]"))
    var sinks: String?

    /// The logits of --sinks.
    func readSinks() throws -> [Float]? { try sinks.map { try TensorReference($0).open().read().elements } }

    /// The name of the first option of this group that was given; nil if none was.
    var given: String? {
        let options = [("--masked-fill", maskedFill != .negativeInfinity), ("--sinks", sinks != nil)]
        return options.first(where: \.1)?.0
    }
}
