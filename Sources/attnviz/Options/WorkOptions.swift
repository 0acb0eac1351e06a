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
            "The most memory to use for weights; otherwise an error (default: what the machine, its containers and ulimit leave).",
            valueName: "256MB|2GiB"))
    var maxMemory: ByteCount?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be 1 or more, found \(threads).") }
    }

    /// The memory that work may take: that of --max-memory, or else what the machine has available; never more than the limits of
    /// the process and its control groups leave.
    var memoryLimit: MemoryLimit {
        guard let maxMemory else { return .ofSystem() }
        let wanted = MemoryLimit(bytes: maxMemory.bytes)
        guard let rules = MemoryLimit.ofRules(), rules.bytes < wanted.bytes else { return wanted }
        return rules
    }

    /// The pass over row blocks with these limits, and a progress bar if stderr is a terminal.
    ///
    /// - Parameter weights: the number of weights.
    func pass(weights: Double) -> RowPass {
        var pass = RowPass(threads: threads)
        pass.memoryLimit = memoryLimit
        if let bar = ProgressBar(weights: weights) { pass.progress = { bar.show($0) } }
        return pass
    }
}
