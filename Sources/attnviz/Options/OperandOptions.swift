import ArgumentParser
import AttentionFigures

/// The files of queries, keys and values.
struct OperandOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            """
            A file with queries, keys, masks and settings of layers, as layer.N.query and layer.N.key; :decoder and so on \
            names one of several stacks of layers.
            """, valueName: "file[:stack]"))
    var file: String?
    @OptionGroup var pair: OptionalOperands
    @Option(help: ArgumentHelp("The values, for --save-output.", valueName: "file[:tensor]"))
    var values: String?
    @Option(
        name: .customLong("axes"),
        help: ArgumentHelp(
            """
            The names of the axes of queries, keys and values (default: by their number: query,feature; \
            head,query,feature; batch,head,query,feature).
            """, valueName: "batch,query,head,feature"))
    var axisNames: String?

    /// The names of the axes; nil without --axes.
    var axes: [String]? { axisNames?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }

    func validate() throws {
        guard try (pair.pair() != nil) != (file != nil) else {
            throw ValidationError("expected --queries and --keys, or one file that holds queries and keys.")
        }
        if file != nil, values != nil || axisNames != nil {
            throw ValidationError("\(values != nil ? "--values" : "--axes") is for --queries and --keys.")
        }
        let paths = (pair.files + [values]).compactMap { $0.map { TensorReference($0).path } }
        guard paths.filter({ ["-", "/dev/stdin"].contains($0) }).count < 2 else {
            throw ValidationError("stdin can be read once only; save it to a file, and name its tensors FILE:NAME.")
        }
    }

    /// The input files that are given.
    var files: [String?] { [file] + pair.files + [values] }
}

/// The files of queries and keys, for commands that otherwise read weights.
struct OptionalOperands: ParsableArguments {
    @Option(help: ArgumentHelp("The queries; with --keys.", valueName: "file[:tensor]"))
    var queries: String?
    @Option(help: ArgumentHelp("The keys; with --queries.", valueName: "file[:tensor]"))
    var keys: String?

    /// Queries and keys, or nil if neither is given.
    ///
    /// - Throws: `ValidationError` for one without the other.
    func pair() throws -> (queries: String, keys: String)? {
        if let queries, let keys { return (queries, keys) }
        guard queries == nil, keys == nil else { throw ValidationError("--queries and --keys belong together.") }
        return nil
    }

    /// The input files that are given.
    var files: [String?] { [queries, keys] }
}
