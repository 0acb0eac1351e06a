import ArgumentParser
import Heatmaps

/// `--scale`, the former name of `--color-scale`, in commands that compute no score: an error that names the new option.
struct FormerScaleOption: ParsableArguments {
    @Option(parsing: .unconditional, help: .hidden, transform: { throw FormerScaleOption.refusal(of: $0) })
    var scale: Never?

    /// The error for a value of `--scale` that belongs to `--color-scale`.
    static func refusal(of argument: String) -> ValidationError {
        let sharing = ScaleSharing(rawValue: argument).map(\.rawValue) ?? "shared, row, column or panel"
        return ValidationError("--scale is the factor of a score; panels share colours by --color-scale \(sharing).")
    }
}
