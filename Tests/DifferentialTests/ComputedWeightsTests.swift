import AttentionFigures
import Support
import Testing

/// Weights from queries and keys: the same cells, notes, JSON and files by row blocks of any size, by the kernel and from memory
/// as by the definitions.
@Suite struct ComputedWeightsTests {
    @Test(arguments: 0..<20) func cellsAreThoseOfTheDefinitions(group: Int) throws {
        for number in 0..<100 {
            let seed = UInt64(group * 1000 + number)
            var generator = SeededGenerator(seed: seed)
            let problem = try RandomAttention(&generator)
            let source = try problem.source()
            let part = RandomPart(problem.reference, &generator)
            let size = CellSize(
                queries: generator.chance(0.3) ? 1 : generator.integer(1...part.reference.queries.count + 1),
                keys: generator.chance(0.3) ? 1 : generator.integer(1...part.reference.keys.count + 1))
            let rule = generator.pick(PoolingRule.allCases)
            let hasMarginals = generator.chance(0.3)

            func cells(_ source: any WeightsSource, _ pass: RowPass, marginals: Bool) throws -> WeightCells {
                try source.cells(of: part.part, size: size, rule: rule, hasMarginals: marginals, pass: pass)
            }
            let wide = RowPass(threads: 1)
            let narrow = Self.narrow(&generator)
            if hasMarginals, !part.reference.isSound {
                for pass in [wide, narrow] {
                    #expect(throws: (any Error).self, "seed \(seed)") { try cells(source, pass, marginals: true) }
                }
                continue
            }
            let first = try cells(source, wide, marginals: hasMarginals)
            let difference = first.difference(from: part.reference, size: size, rule: rule)
            #expect(difference == nil, "seed \(seed), row blocks: \(difference ?? "")")
            let second = try cells(source, narrow, marginals: hasMarginals)
            let isSame = second.isSame(as: first)
            #expect(isSame, "seed \(seed), small row blocks")
            for (one, other) in zip(first.marginals ?? [], second.marginals ?? []) {
                #expect(agree(one.received, other.received) && agree(one.entropy, other.entropy), "seed \(seed)")
            }

            var forced = narrow
            forced.kernelThreshold = 0
            let third = try cells(source, forced, marginals: hasMarginals)
            let kernelDifference = third.difference(from: part.reference, size: size, rule: rule)
            #expect(kernelDifference == nil, "seed \(seed), kernel: \(kernelDifference ?? "")")

            let memory = try source.withRows(narrow) { try AttentionWeights($0) }
            // Under the -1e6 rule a row without keys has weights like any other.
            if problem.inputs.fill == .negativeInfinity || first.emptyRows == 0 {
                let fourth = try cells(memory, narrow, marginals: hasMarginals)
                let isSame = fourth.isSame(as: first)
                #expect(isSame, "seed \(seed), weights in memory")
            }
        }
    }

    @Test(arguments: 0..<8) func figuresSayTheSame(group: Int) throws {
        let folder = try TemporaryFolder()
        for number in 0..<25 {
            let seed = UInt64(100_000 + group * 1000 + number)
            var generator = SeededGenerator(seed: seed)
            let problem = try RandomAttention(&generator)
            let source = try problem.source()
            let part = RandomPart(problem.reference, &generator)
            let side = generator.pick([1, 1, 2, 3])
            let (wide, narrow) = (RowPass(threads: 1), Self.narrow(&generator))
            var kernel = narrow
            kernel.kernelThreshold = 0
            let figure = try WeightsFigure(source, part: part.part)
            let drawn = try [wide, narrow, kernel].map { try figure.drawn(cellSize: CellSize(side), pass: $0) }
            for other in drawn.dropFirst() { #expect(other.notes == drawn[0].notes, "seed \(seed)") }
            let summaries = try drawn.map { try FigureSummary($0) }
            #expect(try json(summaries[1]) == json(summaries[0]), "seed \(seed)")
            #expect(
                summaries[2].shape == summaries[0].shape && summaries[2].title == summaries[0].title, "seed \(seed)")
            #expect(agree(summaries[2].vmin, summaries[0].vmin), "seed \(seed)")
            #expect(agree(summaries[2].vmax, summaries[0].vmax), "seed \(seed)")
            let reports = try [wide, narrow].map { try json(AttentionReport(source, pass: $0)) }
            #expect(reports[0] == reports[1], "seed \(seed)")

            let memory = try source.withRows(wide) { try AttentionWeights($0) }
            let canBeTable = part.reference.leading.isEmpty
            for format in ["npy", "npz", "safetensors"] + (canBeTable ? ["csv"] : []) {
                try source.save(part.part, to: folder.path("a.\(format)"), pass: wide).commit()
                try source.save(part.part, to: folder.path("b.\(format)"), pass: narrow).commit()
                try memory.save(part.part, to: folder.path("c.\(format)"), pass: narrow).commit()
                let bytes = try folder.data("a.\(format)")
                #expect(try folder.data("b.\(format)") == bytes, "seed \(seed), \(format)")
                #expect(try folder.data("c.\(format)") == bytes, "seed \(seed), \(format) from memory")
                let saved = try TensorFile.open(folder.path("a.\(format)")).tensor().read()
                #expect(saved.shape.dimensions == part.reference.dimensions, "seed \(seed), \(format)")
                let expected = part.reference.values.enumerated().map { part.reference.isMasked($0) ? 0 : $1 }
                #expect(agree(saved.elements.map(Double.init), expected), "seed \(seed), \(format)")
            }
            for pass in [wide, narrow] {
                try source.saveScores(part.part, to: folder.path("s\(pass.blockElements).npy"), pass: pass).commit()
            }
            #expect(
                try folder.data("s\(wide.blockElements).npy") == folder.data("s\(narrow.blockElements).npy"),
                "seed \(seed), scores")
        }
    }

    @Test(arguments: 0..<8) func measuresAreThoseOfTheDefinitions(group: Int) throws {
        for number in 0..<40 {
            let seed = UInt64(200_000 + group * 1000 + number)
            var generator = SeededGenerator(seed: seed)
            let problem = try RandomAttention(&generator)
            let source = try problem.source()
            var same = generator
            let unpadded = RandomPart(problem.unpadded, &same).reference
            let part = RandomPart(problem.reference, &generator)
            let reference = part.reference
            let passes = [RowPass(threads: 1), Self.narrow(&generator)]
            let separators = reference.keyLabels.map { [$0[0]] }
            let indices = separators.map { words in
                (reference.keyLabels ?? []).indices.filter { words.contains(reference.keyLabels?[$0] ?? "") }
            }
            let memory = try source.withRows(passes[1]) { try AttentionWeights($0) }
            // Weights in memory have the mask of each weight, but no mask of keys, so none of their queries is padding.
            let isPadded = problem.hasPadding
            let routes: [(any WeightsSource, RowPass, ReferenceWeights, Bool)] = [
                (source, passes[0], unpadded, isPadded), (source, passes[1], unpadded, isPadded),
                (memory, passes[1], reference, false),
            ]
            let reports = try routes.map {
                (try HeadReport($0.0, part: part.part, separators: separators, pass: $0.1), $0.2, $0.3)
            }
            for (report, reference, isPadded) in reports {
                for metric in HeadMetric.allCases where metric != .separators || indices != nil {
                    let expected = (0..<reference.matrixCount).map {
                        reference.metric(metric, $0, separators: indices ?? [], hasPadding: isPadded)
                    }
                    let found = report.statistics.values(of: metric) ?? []
                    #expect(agree(found, expected), "seed \(seed), \(metric): \(found) for \(expected)")
                }
                let skipped = report.statistics.heads.reduce(0) { $0 + $1.skippedQueries }
                #expect(skipped == reference.skippedQueries, "seed \(seed)")
            }
            #expect(reports[0].0.notes == reports[1].0.notes, "seed \(seed)")
            #expect(
                reports[0].0.statistics.heads.map(\.pattern) == reports[1].0.statistics.heads.map(\.pattern), "\(seed)")

            // Another problem of the same shape: the same weights with queries in another order.
            let turned = Array(reference.queries.indices.reversed())
            let whole = try source.withRows(of: part.part, passes[0]) { try AttentionWeights($0) }
            let other = try whole.selecting(
                AxisSelection([("query", .list(turned.map { whole.axes.queries.positions[$0] }))]))
            let otherReference = reference.taking(turned, of: reference.leading.count, drops: false)
            for pass in passes {
                let report = try ComparisonReport(
                    source, part: part.part, with: other, otherPart: WeightsPart(), pass: pass)
                let expected = (0..<reference.matrixCount).map { unpadded.distances($0, otherReference) }
                #expect(agree(report.comparison.totalVariation, expected.map(\.variation)), "seed \(seed)")
                #expect(agree(report.comparison.jensenShannon, expected.map(\.divergence)), "seed \(seed)")
            }

            guard reference.queries.count == reference.keys.count,
                !reference.leading.contains(where: { $0.name == "batch" })
            else { continue }
            let residual = generator.pick([0, 0.5, 0.9])
            for (route, pass) in routes.map({ ($0.0, $0.1) }) {
                let rollout = try AttentionWeights(rollout: route, part: part.part, residual: residual, pass: pass)
                let found = rollout.values.elements.map(Double.init)
                #expect(agree(found, reference.rollout(residual: residual)), "seed \(seed), rollout")
            }
        }
    }

    /// Row blocks of a few rows, on a few threads.
    static func narrow(_ generator: inout SeededGenerator) -> RowPass {
        var pass = RowPass(threads: generator.integer(1...3))
        pass.blockElements = generator.integer(1...60)
        pass.leastRows = generator.integer(1...4)
        return pass
    }
}
