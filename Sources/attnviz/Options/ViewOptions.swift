import ArgumentParser
import Heatmaps
import Tensors

/// How the axes of a tensor in a file are taken.
struct AxesOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The names of the axes, 'query' and 'key' among them (default: by their number, as in layer,head,query,key).",
            valueName: "a,b,..."))
    var axes: String?
    @Flag(help: "The rows of the matrices are keys: swap rows and columns, with their tokens.")
    var transpose = false

    /// The names of the axes of a tensor of this shape.
    func names(shape: Shape) throws -> [String] {
        guard let axes else { return try NamedTensor.customaryAxes(shape: shape.dimensions) }
        return axes.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
}

/// Which part is drawn, and how its panels are arranged.
struct PartOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Positions along axes (layer, batch, head, query, key): one drops its axis, a range or list keeps it.",
            valueName: "\"layer=3 head=0:4\""))
    var select: String?
    @Option(
        help: ArgumentHelp(
            "Make an axis into one place: mean or max. May be given several times.", valueName: "head=mean"))
    var reduce: [String] = []
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Wrap the panels of a single axis into rows of so many.", valueName: "n"))
    var columns: Int?

    /// The positions of `--select`; a single query or key is still a matrix of one row or column.
    ///
    /// - Throws: `UsageError` for another form, `AxisError.duplicateName`.
    func selection() throws -> AxisSelection { try AxisSelection(select ?? "").keeping(["query", "key"]) }

    func reduced(_ tensor: NamedTensor) throws -> NamedTensor {
        try reduce.reduce(tensor) { tensor, text in
            let reduction = try AxisReduction(text)
            guard !["query", "key"].contains(reduction.axis) else {
                throw UsageError(
                    "--reduce \(text): a heatmap keeps its queries and keys; other axes can be reduced, such as head=mean"
                )
            }
            return try tensor.reducing(reduction)
        }
    }
}
