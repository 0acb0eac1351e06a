import Heatmaps
import Testing

struct FigureNoteTests {
    @Test func notesAreClauses() {
        let notes: [FigureNote] = [
            .largePage(width: 2000, height: 720),
            .thinnedLabels(axis: "y", shown: 3, count: 9, step: 3, isPageFixed: true),
            .shortenedLabels(count: 1), .infinite(count: 1, .value), .infinite(count: 2, .cell),
            .belowScale(count: 1, .cell), .aboveScale(count: 3, .value), .notANumber(count: 1, .value),
            .zeroOffCenter(colormap: "RdBu"), .tooManyCellTitles(limit: 5),
        ]
        #expect(
            notes.map(\.description) == [
                "the page is 28 x 10 in", "the y axis shows 3 of 9 labels, one in 3", "1 label ends in an ellipsis",
                "1 infinite value is drawn as the end of the colour scale",
                "2 infinite cells are drawn as the end of the colour scale",
                "1 cell lies below the colour scale; the bar ends in an arrow there",
                "3 values lie above the colour scale; the bar ends in an arrow there", "1 value is NaN",
                "the middle colour of RdBu is not at 0",
                "more than 5 cells are drawn: they say nothing when pointed at",
            ])
    }
}
