import Heatmaps

/// What the program says of the notes and errors of figures: queries and keys for rows and columns, and the options that help.
extension FigureNote {
    var sentence: String { advice.map { "\(self); \($0)" } ?? "\(self)" }

    private var advice: String? {
        switch self {
        case .largePage: "--figure-size or --cell-size make it smaller"
        case .thinnedLabels(_, _, _, _, let isPageFixed):
            isPageFixed ? "a larger page shows more" : "--labels all makes room for every one"
        case .shortenedLabels: "--label-width shows more"
        case .zeroOffCenter: "--center 0 puts it there"
        case .cellsTooSmallForNumbers, .cellsTooSmallForGridLines: "--cell-size makes them larger"
        case .infinite, .unorderedColors, .belowScale, .aboveScale, .notANumber, .tooManyCellTitles: nil
        }
    }
}

extension FigureError {
    var sentence: String {
        switch self {
        case .notAMatrix(let shape):
            "a panel needs a matrix (queries, keys), found shape \(shape)"
        case .notAGrid(let shape):
            "heatmaps need 2, 3 or 4 axes (rows, columns, queries, keys), found shape \(shape)"
        case .missingAxis(let axes, let needed):
            "the axes of attention weights must have \(needed.joined(separator: " and ")) among them, "
                + "found \(axes.joined(separator: ", "))"
        case .markOutside(let row, let column, let shape):
            "there is no cell at query \(row), key \(column): the panels have \(shape[0]) queries and \(shape[1]) keys, "
                + "counted from 0"
        default: description
        }
    }
}
