import Attention
import AttentionFigures
import Support
import Testing

/// Twice the heads, rows or keys cost at most 2.5 times as many weights that are read.
struct GrowthTests {
    /// Uniform weights that count how many of them are read.
    private final class Counter: @unchecked Sendable {
        private let folder: TemporaryFolder
        /// Weights are read on one thread here.
        var count = 0

        init() throws { folder = try TemporaryFolder() }

        func path(_ name: String) -> String { folder.path(name) }
    }

    private struct Source: WeightsSource {
        var axes: WeightAxes
        let counter: Counter

        var canMask: Bool { false }

        func outline(_ pass: RowPass) -> any WeightRows { Rows(axes: axes, counter: counter) }

        func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
            try body(Rows(axes: axes, counter: counter))
        }
    }

    private struct Rows: WeightRows {
        let axes: WeightAxes
        let counter: Counter

        var canMask: Bool { false }

        func memory(rows: Int) -> Int { rows * axes.keyCount * 4 }

        func withRows<Result>(
            _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
        ) throws -> Result {
            counter.count += rows.count * axes.keyCount
            let weights = [Float](repeating: 1 / Float(axes.keyCount), count: rows.count * axes.keyCount)
            return try weights.withUnsafeBufferPointer {
                try body(RowBlock(matrix: matrix, rows: rows, keys: axes.keyCount, weights: $0))
            }
        }
    }

    private typealias Work = @Sendable (_ source: any WeightsSource, _ path: String) throws -> Void

    private static let pass = RowPass(threads: 1)
    private static let works: [(name: String, run: Work)] = [
        ("cells", { source, _ in _ = try source.cells(size: 3, pass: pass) }),
        ("marginals", { source, _ in _ = try source.cells(hasMarginals: true, pass: pass) }),
        ("figure", { source, _ in _ = try WeightsFigure(source).drawn(cellSize: 2, pass: pass) }),
        (
            "difference",
            { source, _ in _ = try WeightsFigure.difference(source, minus: source).drawn(cellSize: 1, pass: pass) }
        ),
        ("reduction", { source, _ in _ = try source.cells(of: reduced, pass: pass) }),
        ("metrics", { source, _ in _ = try HeadReport(source, pass: pass) }),
        ("distances", { source, _ in _ = try ComparisonReport(source, with: source, pass: pass) }),
        ("file", { source, path in _ = try source.save(to: path, pass: pass) }),
        ("json", { source, _ in _ = try AttentionReport(source, pass: pass) }),
    ]

    private static let reduced = WeightsPart(reductions: [AxisReduction(axis: "head", rule: .mean)])

    @Test func weightsThatAreRead() throws {
        let size = (heads: 3, queries: 40, keys: 50)
        let doubles = [
            (size.heads * 2, size.queries, size.keys), (size.heads, size.queries * 2, size.keys),
            (size.heads, size.queries, size.keys * 2),
        ]
        for (name, run) in Self.works {
            func count(_ heads: Int, _ queries: Int, _ keys: Int) throws -> Int {
                let counter = try Counter()
                let axes = WeightAxes(leading: [("head", heads)], queryCount: queries, keyCount: keys)
                try run(Source(axes: axes, counter: counter), counter.path("w.npy"))
                return counter.count
            }
            let once = try count(size.heads, size.queries, size.keys)
            // Each weight is read a few times at most.
            #expect(once > 0 && once <= 3 * size.heads * size.queries * size.keys, "\(name)")
            for (heads, queries, keys) in doubles {
                let twice = try count(heads, queries, keys)
                #expect(Double(twice) <= 2.5 * Double(once), "\(name): \(heads) heads of \(queries) x \(keys)")
            }
        }
    }

    /// What a figure cannot show is an error before any weight is read.
    @Test func plansReadNothing() throws {
        PinnedFonts.use()
        let counter = try Counter()
        let axes = WeightAxes(leading: [("layer", 2), ("head", 3)], queryCount: 40, keyCount: 40)
        let source = Source(axes: axes, counter: counter)
        var figure = try WeightsFigure(source)
        figure.grid.page.cellSize = 900
        let large = figure
        #expect(throws: FigureError.self) { try large.plan(with: FigureRenderer()) }
        figure.grid.page.cellSize = nil
        let plan = try figure.plan(with: FigureRenderer())
        #expect(plan.cellSize == 1 && plan.page.width > 100)
        #expect(plan.memory(for: .png) > plan.page.width * plan.page.height * 4)
        figure.hasMarginals = true
        let part = WeightsPart(queries: PositionRange(from: 0, to: 3))
        var partial = try WeightsFigure(source, part: part)
        partial.hasMarginals = true
        #expect(throws: WeightsError.marginalsOfPart) { try partial.plan(with: FigureRenderer()) }
        #expect(throws: MemoryError.self) {
            try figure.plan(with: FigureRenderer(), pass: RowPass(memoryLimit: 1000))
        }
        let report = try HeadReport(outlineOf: source)
        #expect(report.statistics.heads.count == 6)
        #expect(try report.figure().panels.count == 8)
        #expect(throws: FigureError.self) { try report.figure(columns: 0) }
        #expect(throws: WeightsError.separatorsWithoutTokens) { try HeadReport(outlineOf: source, separators: ["."]) }
        #expect(try ComparisonReport(outlineOf: source, with: source).comparison.totalVariation.count == 6)
        #expect(try WeightsFigure.rollout(outlineOf: source).axes.dimensions == [40, 40])
        #expect(throws: TensorFileError.self) { try source.checkSaving(to: counter.path("w.csv")) }
        #expect(throws: TensorFileError.self) { try AtomicFile.check(counter.path("none/w.npy")) }
        try AtomicFile.check(counter.path("w.npy"))
        #expect(throws: TensorFileError.self) { try TensorFile.open(counter.path("w.npy")) }
        #expect(counter.count == 0)
    }
}
