import Foundation

/// The fonts of the tests: DejaVu Sans and a few Chinese characters, and no other font of the machine.
package enum PinnedFonts {
    /// The configuration that names only the fonts beside it.
    package static let configuration = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fonts/fonts.conf").path

    private static let isInstalled: Bool = setenv("FONTCONFIG_FILE", configuration, 1) == 0

    /// Makes this process draw with the pinned fonts. Call it before the first text is measured.
    package static func use() {
        precondition(isInstalled, "FONTCONFIG_FILE cannot be set")
    }
}
