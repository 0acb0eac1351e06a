/// Which end of a number comes first.
public enum ByteOrder: String, Sendable, CaseIterable {
    /// The least significant byte first: x86, ARM, and nearly every file.
    case little
    /// The most significant byte first.
    case big
}
