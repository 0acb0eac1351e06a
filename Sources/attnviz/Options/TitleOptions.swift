import ArgumentParser
import Heatmaps

/// Titles, axis labels and metadata.
struct TitleOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: "A title above the figure.")
    var title: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Titles above the columns, separated by commas; write a comma in a title as \\, or quote the title as in CSV.",
            valueName: "a,b,..."),
        transform: TextList.init)
    var columnTitles: TextList?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Titles at the left of the rows, separated by commas.", valueName: "a,b,..."),
        transform: TextList.init)
    var rowTitles: TextList?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Titles above the panels, row after row, separated by commas.", valueName: "a,b,..."),
        transform: TextList.init)
    var panelTitles: TextList?
    @Flag(help: "Put (a), (b), ... before the titles of the panels.")
    var letters = false
    @Option(parsing: .unconditional, help: "The label of the x axis; empty for none.")
    var xlabel: String?
    @Option(parsing: .unconditional, help: "The label of the y axis; empty for none.")
    var ylabel: String?
    @Option(
        parsing: .unconditional, help: "The description for readers who cannot see the figure (default: generated).")
    var alt: String?
    @Option(parsing: .unconditional, help: "The author in the metadata of PDF and PNG.")
    var author: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Keywords in the metadata of PDF, separated by commas.", valueName: "a,b,..."),
        transform: TextList.init)
    var keywords: TextList?

    /// - Throws: `UsageError` for a wrong number of titles.
    func apply(to figure: inout HeatmapGrid) throws {
        if let title { figure.titles.figure = title.isEmpty ? nil : title }
        if let columnTitles { figure.titles.columns = try titles(columnTitles, for: "column", figure.columns) }
        if let rowTitles { figure.titles.rows = try titles(rowTitles, for: "row", figure.rows) }
        if let panelTitles {
            let none = Array(repeating: "", count: figure.panelCount)
            let titles = try titles(panelTitles, for: "panel", figure.panelCount)
            try figure.setPanelTitles(titles.isEmpty ? none : titles)
        }
        if letters { figure.letterPanels() }
        if let xlabel { figure.x.rename(xlabel.isEmpty ? nil : xlabel) }
        if let ylabel { figure.y.rename(ylabel.isEmpty ? nil : ylabel) }
        if let alt { figure.alternativeText = alt }
        if let author { figure.author = author }
        if let keywords { figure.keywords = keywords.text }
    }

    private func titles(_ list: TextList, for kind: String, _ count: Int) throws -> [String] {
        let titles = list.items
        guard titles.isEmpty || titles.count == count else {
            throw UsageError(
                "--\(kind)-titles: expected \(count), separated by commas, as the figure has "
                    + "\(count) \(count == 1 ? kind : kind + "s"); found \(titles.count)")
        }
        return titles
    }
}
