import ArgumentParser
import AttentionFigures

/// The number of threads and the memory limit.
struct WorkOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The number of threads (default: one per processor). The results do not depend on it.", valueName: "n"))
    var threads: Int?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The most memory to use for weights; otherwise an error (default: the memory of the machine).",
            valueName: "256MB|2GiB"))
    var maxMemory: ByteCount?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be 1 or more, found \(threads).") }
    }

    /// The memory limit in bytes.
    private var memoryLimit: Int { maxMemory?.bytes ?? ByteCount.machineMemory }

    /// The pass over row blocks with these limits, and a progress bar if stderr is a terminal.
    ///
    /// - Parameter weights: the number of weights.
    func pass(weights: Double) -> RowPass {
        var pass = RowPass(threads: threads, memoryLimit: memoryLimit)
        if let bar = ProgressBar(weights: weights) { pass.progress = { bar.show($0) } }
        return pass
    }
}
