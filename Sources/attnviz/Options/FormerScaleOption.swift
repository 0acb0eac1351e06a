import ArgumentParser
import Heatmaps

/// The former name of `--color-scale`, in commands that compute no score: it is refused, and the new name given.
struct FormerScaleOption: ParsableArguments {
    @Option(parsing: .unconditional, help: .hidden, transform: { throw FormerScaleOption.refusal(of: $0) })
    var scale: Never?

    /// Says what `--scale` means and which option shares colours.
    static func refusal(of argument: String) -> ValidationError {
        let sharing = ScaleSharing(rawValue: argument).map(\.rawValue) ?? "shared, row, column or panel"
        return ValidationError("--scale is the factor of a score; panels share colours by --color-scale \(sharing).")
    }
}
