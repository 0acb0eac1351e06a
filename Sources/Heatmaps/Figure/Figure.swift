/// The properties that all kinds of figures share: theme, page and metadata.
package protocol Figure: Sendable {
    var theme: FigureTheme { get set }
    /// Whether an SVG holds the colours of a dark page too, and shows those that its viewer prefers.
    var followsReader: Bool { get set }
    var page: FigurePage { get set }
    /// Replaces the generated description for readers who cannot see the figure.
    var alternativeText: String? { get set }
    /// The author in the metadata of PDF and PNG.
    var author: String { get set }
    /// Keywords in the metadata of PDF, separated by commas.
    var keywords: String { get set }
}
