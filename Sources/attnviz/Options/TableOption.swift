import ArgumentParser
import AttentionFigures

/// The option of printing a table as comma-separated values.
struct TableOption: ParsableArguments {
    @Flag(help: "Print the table as comma-separated values.")
    var csv = false

    /// - Throws: `ValidationError` if another option writes to stdout as well.
    func check(_ output: OutputOptions) throws {
        guard csv else { return }
        if output.json { throw ValidationError("--csv and --json both write to stdout; choose one.") }
        if output.output.contains("-") {
            throw ValidationError("--csv and '-o -' both write to stdout; write the figure to a file.")
        }
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
