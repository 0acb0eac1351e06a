/// What every kind of figure has besides its content: a look, a page, and what files say of it.
package protocol Figure: Sendable {
    var theme: FigureTheme { get set }
    /// An SVG has a dark look besides and shows the one that its reader prefers; other formats have the theme's.
    var followsReader: Bool { get set }
    var page: FigurePage { get set }
    /// Replaces the generated description for readers who cannot see the figure.
    var alternativeText: String? { get set }
    /// Who made the figure: kept in PDF and PNG.
    var author: String { get set }
    /// Words to find the figure by, separated by commas: kept in PDF.
    var keywords: String { get set }
}
