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

    /// A single query or key is still a matrix of one row or column.
    func selection() throws -> AxisSelection { try AxisSelection(select ?? "").keeping(["query", "key"]) }

    func reduced(_ tensor: NamedTensor) throws -> NamedTensor {
        try reduce.map { try AxisReduction($0) }.reduce(tensor) { try $0.reducing($1) }
    }
}
