import ArgumentParser
import AttentionFigures

/// The option of printing a table as comma-separated values.
struct TableOption: ParsableArguments {
    @Flag(help: "Print the table as comma-separated values.")
    var csv = false

    /// What is printed to stdout, besides JSON.
    ///
    /// - Parameter isDrawn: whether a figure is drawn, instead of the table.
    func printed(_ output: OutputOptions, isDrawn: Bool) -> [(flag: String?, isGiven: Bool)] {
        [("--csv", csv), (nil, !csv && !isDrawn && !output.json)]
    }

    /// Adds the bytes for stdout: JSON or comma-separated values on request, else an aligned table if no figure is drawn.
    func add(
        _ table: TextTable, json: some Encodable, to result: inout RunResult, _ output: OutputOptions, isDrawn: Bool
    ) throws {
        if output.json {
            result.standardOutput = try JSONOutput.bytes(json)
        } else if csv || !isDrawn {
            result.standardOutput = Array((csv ? table.csv : table.text()).utf8)
        }
    }
}
