/// How the standard input is named.
enum StandardInput {
    /// The path that stands for it, as on command lines.
    static let path = "-"
    /// Its name in errors.
    static let name = "standard input"
}
