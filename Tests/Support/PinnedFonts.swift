import Foundation

/// The fonts of the tests: DejaVu Sans and a few Chinese characters, and no other font of the machine.
public enum PinnedFonts {
    /// The configuration that names only the fonts beside it.
    public static let configuration = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fonts/fonts.conf").path

    private static let isInstalled: Bool = setenv("FONTCONFIG_FILE", configuration, 1) == 0

    /// Makes this process draw with the pinned fonts. Call it before the first text is measured.
    public static func use() {
        precondition(isInstalled, "FONTCONFIG_FILE cannot be set")
    }
}
