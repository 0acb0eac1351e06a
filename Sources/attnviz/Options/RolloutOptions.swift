import ArgumentParser

/// The options of attention rollout.
struct RolloutOptions: ParsableArguments {
    @Flag(
        help: "Draw attention rollout: the share of each input token in each token after the last layer.")
    var rollout = false
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The weight of the residual connection in a rollout, in [0, 1) (default: 0.5).",
            valueName: "share"))
    var residual: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Write the rollout, as float32 (.npy, .npz, .safetensors, .csv, .tsv).", valueName: "file"))
    var saveWeights: String?

    /// - Throws: `ValidationError` for a wrong share, and for options that do not go together.
    func check(_ heads: HeadOptions, _ table: TableOption) throws {
        guard rollout else {
            if residual != nil { throw ValidationError("--residual is for --rollout.") }
            if saveWeights != nil { throw ValidationError("--save-weights writes a rollout; give --rollout, too.") }
            return
        }
        if let residual, !(0..<1).contains(residual) {
            throw ValidationError("--residual: expected a share in [0, 1), found \(residual).")
        }
        if !heads.metric.isEmpty || heads.separators != nil {
            throw ValidationError("--rollout joins all heads; --metric and --separators measure each by itself.")
        }
        if table.csv { throw ValidationError("--csv is the table of heads; --save-weights writes a rollout as .csv.") }
    }
}
