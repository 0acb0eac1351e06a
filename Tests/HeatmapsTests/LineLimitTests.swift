import Tensors
import Testing

@testable import Heatmaps

/// Texts of any length cost no more than a line of the page holds. Growth is counted in measured characters.
struct LineLimitTests {
    /// Counts the characters that it is asked to measure.
    private final class Counter: TextMeasuring {
        private(set) var scalars = 0

        func measure(_ text: String, style: TextStyle) -> TextExtents {
            scalars += text.unicodeScalars.count
            return FixedWidthMeasurer().measure(text, style: style)
        }
    }

    private let style = TextStyle(family: "Sans", size: 10)

    @Test func aTextOfAnyLengthIsCutBeforeItIsMeasured() {
        for count in [10_000, 1_000_000] {
            let counter = Counter()
            let short = Ellipsis(width: 100, style: style, measurer: counter)
                .shortened(String(repeating: "a", count: count))
            // 6 pt a character: fifteen and the ellipsis are 96 pt.
            #expect(short == String(repeating: "a", count: 15) + "\u{2026}")
            #expect(counter.scalars < 400, "\(counter.scalars) characters were measured for a label of \(count)")
        }
    }

    @Test func theLongestBeginningThatFitsIsFound() {
        for width in stride(from: 21.0, through: 1500, by: 36) {
            for count in [1, 2, 47, 48, 49, 95, 96, 97, 200, 5000] {
                let text = String(repeating: "b", count: count)
                let short = Ellipsis(width: width, style: style, measurer: FixedWidthMeasurer()).shortened(text)
                let most = Int(width / 6)
                #expect(
                    short == (count <= most ? text : String(repeating: "b", count: most - 1) + "\u{2026}"),
                    "\(count) characters in \(width) pt")
            }
        }
    }

    /// A column of 100,000 accents would be higher than any page.
    @Test func marksBeyondThoseOfAnyLanguageAreCut() {
        let accents = "a" + String(repeating: "\u{301}", count: 100_000)
        #expect(LineLimit.cut(accents) == "a\u{301}\u{301}\u{2026}")
        #expect(LineLimit.cut("the " + accents) == "the a\u{301}\u{301}\u{2026}")
        let stacked = "a" + String(repeating: "\u{301}", count: 30) + "b"
        #expect(LineLimit.cut(stacked) == stacked)
        // Letters between them begin anew.
        let word = String(repeating: "e\u{301}", count: 2000)
        #expect(LineLimit.cut(word) == word)
        let long = String(repeating: "e\u{301}", count: 3000)
        #expect(LineLimit.cut(long).unicodeScalars.count == LineLimit.mostScalars + 1)
    }

    @Test func aRawTokenKeepsMoreThanALineHolds() {
        #expect(LineLimit.prefix(of: "the") == "the")
        let long = String(repeating: "\u{120}", count: 100_000)
        let prefix = LineLimit.prefix(of: long)
        #expect(prefix.unicodeScalars.count == 4 * LineLimit.mostScalars + 1)
        #expect(LineLimit.beginning(of: prefix) != nil)
    }

    /// Sentences and tooltips that name a position stay short.
    @Test func tooltipsHoldTheBeginningOfAToken() throws {
        var grid = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(shape: [1, 2], elements: [0.5, 1]))]])
        grid.x.labels = .tokens(["a", String(repeating: "x", count: 1_000_000)])
        grid.hasCellTitles = true
        let scene = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene()
        #expect(scene.description.unicodeScalars.count < 600)
        for case .cells(let block) in scene.items {
            for title in block.titles { #expect(title.unicodeScalars.count < 300) }
        }
    }

    /// Twice the tokens or panels cost at most 2.5 times as many measurements.
    @Test func measurementsGrowWithTokensAndPanels() throws {
        func scalars(tokens: Int, panels: Int) throws -> Int {
            let values = try Tensor(shape: [1, tokens], elements: [Float](repeating: 0.5, count: tokens))
            let row = try (0..<panels).map { try HeatmapPanel(values, title: "Head \($0)") }
            var grid = try HeatmapGrid(
                panels: stride(from: 0, to: panels, by: 8).map { start in
                    (start..<start + 8).map { $0 < panels ? row[$0] : nil }
                })
            grid.x.labels = .tokens((0..<tokens).map { "token\($0)" })
            let counter = Counter()
            _ = try HeatmapLayout(grid, measurer: counter).scene()
            return counter.scalars
        }
        let base = try Double(scalars(tokens: 40, panels: 64))
        #expect(try Double(scalars(tokens: 80, panels: 64)) <= 2.5 * base)
        #expect(try Double(scalars(tokens: 40, panels: 128)) <= 2.5 * base)
    }
}
