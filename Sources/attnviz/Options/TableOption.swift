import ArgumentParser

/// Numbers on stdout as a table for spreadsheets.
struct TableOption: ParsableArguments {
    @Flag(help: "Print the table as comma-separated values.")
    var csv = false

    /// - Throws: `ValidationError` when something else wants stdout, too.
    func check(_ output: OutputOptions) throws {
        guard csv else { return }
        if output.json { throw ValidationError("--csv and --json both want stdout; choose one.") }
        if output.output.contains("-") {
            throw ValidationError("--csv and '-o -' both want stdout; give the figure a file.")
        }
    }
}
