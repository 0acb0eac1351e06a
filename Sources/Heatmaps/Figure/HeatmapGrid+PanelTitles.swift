extension HeatmapGrid {
    /// The number of panels; empty cells of the grid do not count.
    public var panelCount: Int { panels.reduce(0) { $0 + ($1 == nil ? 0 : 1) } }

    /// Titles each panel, row after row; an empty title is none.
    ///
    /// - Throws: `FigureError.titleCount` unless there is one for each panel.
    public mutating func setPanelTitles(_ titles: [String]) throws(FigureError) {
        guard titles.count == panelCount else {
            throw .titleCount(kind: "panel", expected: panelCount, found: titles.count)
        }
        var rest = titles[...]
        for index in panels.indices where panels[index] != nil {
            let title = rest.removeFirst()
            panels[index]?.title = title.isEmpty ? nil : title
        }
    }

    /// Puts (a), (b), ... before the titles of the panels, row after row: before the titles of the
    /// columns where there is one row only and its panels have no titles.
    public mutating func letterPanels() {
        if rows == 1, !titles.columns.isEmpty, panels.allSatisfy({ $0 != nil && $0?.title == nil }) {
            titles.columns = titles.columns.enumerated().map { "\(HeatmapGrid.letter($0.offset)) \($0.element)" }
            return
        }
        var count = 0
        for index in panels.indices {
            guard let panel = panels[index] else { continue }
            let letter = HeatmapGrid.letter(count)
            panels[index]?.title = panel.title.map { "\(letter) \($0)" } ?? letter
            count += 1
        }
    }

    /// (a) to (z), then (aa), (ab), ...
    private static func letter(_ index: Int) -> String {
        var (letters, rest) = ("", index)
        repeat {
            letters = String("abcdefghijklmnopqrstuvwxyz".dropFirst(rest % 26).prefix(1)) + letters
            rest = rest / 26 - 1
        } while rest >= 0
        return "(\(letters))"
    }
}
