import Attention
import Heatmaps
import Support
import TensorFiles
import Tensors
import Testing

@testable import AttentionFigures

/// Weights in files: the order and names of axes, and the values that are read.
struct StoredWeightsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func counted(_ shape: [Int]) throws -> Tensor {
        try Tensor.arange(to: Double(shape.reduce(1, *))).reshaped(shape)
    }

    private func weights(_ source: StoredWeights, _ part: WeightsPart = WeightsPart()) throws -> AttentionWeights {
        try source.withRows(of: part) { try AttentionWeights($0) }
    }

    @Test func customaryNamesAreThoseOfTheRank() throws {
        let source = try StoredWeights(folder.stored(counted([2, 3, 4, 5])))
        #expect(source.names == ["layer", "head", "query", "key"])
        #expect(source.axes.all.map(\.name) == source.names && source.axes.dimensions == [2, 3, 4, 5])
        let found = try weights(source)
        #expect(try found.values == counted([2, 3, 4, 5]) && found.masked == nil)
    }

    /// Whatever the order of the axes in the file: queries are rows and keys are columns.
    @Test(arguments: [
        ["layer", "head", "query", "key"], ["layer", "head", "key", "query"], ["query", "key", "layer", "head"],
        ["head", "query", "layer", "key"], ["key", "layer", "query", "head"],
    ])
    func axesMayBeInAnyOrder(names: [String]) throws {
        let tensor = try counted([2, 3, 4, 5])
        let source = try StoredWeights(folder.stored(tensor), names: names)
        let found = try weights(source)
        let leading = names.filter { !["query", "key"].contains($0) }
        #expect(found.axes.all.map(\.name) == leading + ["query", "key"])
        let order = try (leading + ["query", "key"]).map { try #require(names.firstIndex(of: $0)) }
        #expect(found.values == tensor.permuted(order))
        // Also in parts, with numbers of the file.
        let selection = try AxisSelection([
            (leading[0], .position(1)), ("query", .list([1, 0])), ("key", .range(from: 1, to: nil)),
        ])
        let part = try weights(source, WeightsPart(selection: selection))
        #expect(try part.values == found.selecting(selection).values)
        #expect(part.axes.queries.positions == [1, 0] && part.axes.keys.positions.first == 1)
        #expect(part.axes.fixed == [FixedAxis(name: leading[0], position: 1)])
    }

    @Test func anyTwoAxesCanBeThoseOfTheMatrices() throws {
        let source = try StoredWeights(folder.stored(counted([2, 3, 4])), names: ["key", "b", "query"])
        let grid = try WeightsFigure(source).drawn(cellSize: 1).grid
        #expect(grid.titles.columns == ["B 0", "B 1", "B 2"])
        #expect(grid.panel(row: 0, column: 1)?.values.elements == [4, 16, 5, 17, 6, 18, 7, 19])
    }

    @Test func transposedWeightsHaveTheirQueriesInColumns() throws {
        let tensor = try counted([2, 3, 4])
        let found = try weights(StoredWeights(folder.stored(tensor), isTransposed: true))
        #expect(found.axes.dimensions == [2, 4, 3])
        #expect(found.values == tensor.permuted([0, 2, 1]))
    }

    @Test(arguments: ["t.npy", "t.npz", "t.safetensors"])
    func chosenMatricesAreThoseOfTheFile(name: String) throws {
        let tensor = try counted([3, 4, 5, 6])
        let source = try StoredWeights(folder.stored(tensor, in: name))
        let selection = try AxisSelection([("layer", .list([2, 0])), ("head", .position(-1)), ("query", .position(3))])
        let part = WeightsPart(
            selection: selection, reductions: [AxisReduction(axis: "layer", rule: .mean)],
            keys: PositionRange(from: -2))
        let found = try weights(source, part)
        #expect(found.axes.all.map(\.name) == ["query", "key"])
        #expect(found.axes.queries.positions == [3] && found.axes.keys.positions == [4, 5])
        #expect(
            found.values.elements == [4, 5].map { (tensor[2, 3, 3, $0] + tensor[0, 3, 3, $0]) / 2 })
    }

    @Test func namesThatDoNotFitAreRefused() throws {
        let stored = try folder.stored(counted([2, 2]))
        let refusals: [([String]?, Bool, AxisError)] = [
            (["a", "key"], false, .missingAxis("query", known: ["a", "key"])),
            (["a", "query"], false, .missingAxis("key", known: ["a", "query"])),
            (["key", "key"], false, .duplicateName("key")),
            (["query"], false, .nameCount(names: ["query"], shape: [2, 2])),
        ]
        for (names, isTransposed, expected) in refusals {
            #expect {
                _ = try StoredWeights(stored, names: names, isTransposed: isTransposed)
            } throws: { error in
                guard let error = error as? SourceError else { return false }
                return error.underlying as? AxisError == expected && error.place.contains("t.npy: tensor")
            }
        }
        let scalar = try folder.stored(counted([]), in: "scalar.npy")
        #expect {
            _ = try StoredWeights(scalar)
        } throws: { error in
            (error as? SourceError)?.underlying as? AxisError == .noCustomaryNames(shape: [])
        }
    }

    @Test func aListIsOneQuery() throws {
        let flat = try StoredWeights(folder.stored(counted([4]), in: "flat.npy"))
        #expect(flat.names == ["query", "key"])
        let weights = try flat.withRows(RowPass()) { try AttentionWeights($0) }
        #expect(try weights.values == counted([1, 4]))
    }

    /// In a file without elements, an axis may have too many positions to list.
    @Test func weightsWithoutElementsAreRefused() throws {
        for shape in [[0, 2, 2], [2, 0, 3], [1 << 40, 3, 0]] {
            let stored = try folder.stored(Tensor(shape: shape, elements: []), in: "empty.npy")
            #expect {
                _ = try StoredWeights(stored)
            } throws: { error in
                (error as? SourceError)?.underlying as? FigureError == .emptyMatrix(shape: shape)
            }
        }
    }

    @Test func errorsNameTheTensor() throws {
        let path = try folder.write(Tensor(repeating: 0, shape: [2, 2, 2, 2, 2]), to: "five.npy")
        let source = try StoredWeights(contentsOf: path)
        #expect {
            _ = try WeightsFigure(source)
        } throws: { error in
            "\(error)".hasPrefix("\(path): tensor")
                && (error as? SourceError)?.underlying as? FigureError
                    == .tooManyAxes(names: ["layer", "batch", "head"], lengths: [2, 2, 2])
        }
    }

    @Test func tokensOfAFileLabelItsAxes() throws {
        let path = folder.path("tokens.csv")
        try AtomicFile.write(Array(",a,b,c\nd,0.5,0.25,0.25\ne,0,1,0\n".utf8), to: path)
        let weights = try AttentionWeights(contentsOf: path)
        #expect(weights.axes.keys.labels == ["a", "b", "c"] && weights.axes.queries.labels == ["d", "e"])
        #expect(weights.values.elements == [0.5, 0.25, 0.25, 0, 1, 0])
        let source = try StoredWeights(contentsOf: path)
        #expect(throws: WeightsError.tokenCount(list: "tokens", axis: "key", expected: 3, found: 2)) {
            _ = try source.labelled(keys: TokenList(["x", "y"]))
        }
        let labelled = try source.labelled(keys: TokenList(["x", "y", "z"]))
        #expect(labelled.axes.keys.labels == ["x", "y", "z"] && labelled.axes.queries.labels == ["d", "e"])
    }

    /// Saved weights are equal to the original ones, for parts and for the whole.
    @Test func savedPartsAreReadBack() throws {
        let tensor = try counted([2, 3, 40, 5])
        let source = try StoredWeights(folder.stored(tensor))
        let part = WeightsPart(
            selection: try AxisSelection([("head", .list([2, 0]))]), queries: PositionRange(from: 3, to: 39))
        for threads in [1, 3] {
            var pass = RowPass(threads: threads)
            (pass.leastRows, pass.blockElements) = (1, 35)
            try source.save(part, to: folder.path("part.npy"), pass: pass).commit()
            let found = try TensorFile.open(folder.path("part.npy")).tensor().read()
            let expected = try AttentionWeights(tensor).selecting(
                AxisSelection([("head", .list([2, 0])), ("query", .range(from: 3, to: 39))]))
            #expect(found == expected.values)
        }
    }
}
