import AttentionFigures
import Support
import Testing

/// Weights in files: the same cells, notes, measures and JSON whatever their type, byte order, order of elements and of axes
/// is.
@Suite struct StoredWeightsTests {
    @Test(arguments: ElementType.allCases) func everyEncoding(type: ElementType) throws {
        let folder = try TemporaryFolder()
        for number in 0..<40 {
            let seed = UInt64(300_000 + number)
            var generator = SeededGenerator(seed: seed)
            let encoding = EncodedArray(
                type: type, isBigEndian: generator.chance(0.5), isColumnMajor: generator.chance(0.5))
            let weights = RandomWeights(encoding, &generator)
            let part = RandomPart(weights.reference, &generator)
            for source in try weights.sources(folder, &generator) {
                try Self.check(source, part, &generator, seed: seed)
            }
        }
    }

    /// Weights that were saved are read as those that were computed, masked ones as 0.
    @Test(arguments: 0..<4) func savedWeights(group: Int) throws {
        let folder = try TemporaryFolder()
        for number in 0..<30 {
            let seed = UInt64(400_000 + group * 1000 + number)
            var generator = SeededGenerator(seed: seed)
            let problem = try RandomAttention(&generator)
            let source = try problem.source()
            var reference = problem.reference
            let saved = try source.withRows(RowPass()) { try AttentionWeights($0) }
            reference.values = saved.values.elements.map(Double.init)
            reference.masked = nil
            reference.emptyRows = reference.emptyRows.map { _ in 0 }
            let names = reference.leading.map(\.name) + ["query", "key"]
            let part = RandomPart(reference, &generator)
            for format in ["npy", "npz", "safetensors"] + (names.count == 2 ? ["csv", "tsv"] : []) {
                let path = folder.path("weights.\(format)")
                try source.save(to: path, pass: ComputedWeightsTests.narrow(&generator)).commit()
                let stored = try StoredWeights(contentsOf: path, names: names).labelled(
                    queries: problem.tokens.map { TokenList($0.queries) },
                    keys: problem.tokens.map { TokenList($0.keys) })
                try Self.check(stored, part, &generator, seed: seed)
            }
        }
    }

    /// Operands and masks in files are those in memory.
    @Test func storedOperands() throws {
        let folder = try TemporaryFolder()
        for number in 0..<150 {
            let seed = UInt64(500_000 + number)
            var generator = SeededGenerator(seed: seed)
            let problem = try RandomAttention(&generator)
            guard case .tensor(let queries) = problem.inputs.queries, case .tensor(let keys) = problem.inputs.keys
            else { continue }
            let paths = try [("q.npy", queries), ("k.npy", keys)].map { name, tensor in
                let encoding = EncodedArray(
                    type: .float32, isBigEndian: generator.chance(0.5), isColumnMajor: generator.chance(0.5))
                return try folder.write(
                    try #require(encoding.npy(tensor.shape.dimensions, tensor.elements)), to: name)
            }
            let stored = try problem.source(
                queries: Operand(contentsOf: paths[0]), keys: Operand(contentsOf: paths[1]))
            let part = RandomPart(problem.reference, &generator)
            var pass = ComputedWeightsTests.narrow(&generator)
            pass.kernelThreshold = generator.chance(0.5) ? 0 : .max
            let size = CellSize(generator.integer(1...4))
            let cells = try stored.cells(of: part.part, size: size, rule: .maximum, pass: pass)
            let difference = cells.difference(from: part.reference, size: size, rule: .maximum)
            #expect(difference == nil, "seed \(seed): \(difference ?? "")")
        }
    }

    /// Compares cells, marginals and measures of a part with the definitions.
    static func check(
        _ source: any WeightsSource, _ part: RandomPart, _ generator: inout SeededGenerator, seed: UInt64
    ) throws {
        let place = "seed \(seed), \(source.place ?? "")"
        let size = CellSize(queries: generator.integer(1...4), keys: generator.integer(1...4))
        let rule = generator.pick(PoolingRule.allCases)
        let hasMarginals = part.reference.isSound && generator.chance(0.5)
        for pass in [RowPass(threads: 1), ComputedWeightsTests.narrow(&generator)] {
            let cells = try source.cells(of: part.part, size: size, rule: rule, hasMarginals: hasMarginals, pass: pass)
            let difference = cells.difference(from: part.reference, size: size, rule: rule)
            #expect(difference == nil, "\(place): \(difference ?? "")")
            let report = try HeadReport(source, part: part.part, pass: pass)
            for metric in HeadMetric.allCases where metric != .separators {
                let expected = (0..<part.reference.matrixCount).map {
                    part.reference.metric(metric, $0, separators: [])
                }
                let isSame = agree(report.statistics.values(of: metric) ?? [], expected)
                #expect(isSame, "\(place): \(metric)")
            }
            guard part.reference.queries.count == part.reference.keys.count,
                !part.reference.leading.contains(where: { $0.name == "batch" })
            else { continue }
            let rollout = try AttentionWeights(rollout: source, part: part.part, residual: 0.3, pass: pass)
            let isSame = agree(rollout.values.elements.map(Double.init), part.reference.rollout(residual: 0.3))
            #expect(isSame, "\(place): rollout")
        }
    }
}

/// Random weights that every element type can hold, in files of several kinds.
struct RandomWeights {
    private(set) var reference: ReferenceWeights
    private let encoding: EncodedArray
    /// The names and sizes of the axes in the order of the file, and the elements in that order.
    private let axes: [(name: String, size: Int)]
    private let elements: [Float]

    init(_ encoding: EncodedArray, _ generator: inout SeededGenerator) {
        self.encoding = encoding
        let queries = generator.integer(1...7)
        let leading = ["layer", "head"].prefix(generator.integer(0...2)).map { ($0, generator.integer(1...3)) }
        let standard =
            leading + [("query", queries), ("key", generator.chance(0.5) ? queries : generator.integer(1...7))]
        let axes = generator.chance(0.5) ? standard.shuffled(using: &generator) : standard
        let isTransposed = generator.chance(0.2)
        let count = axes.reduce(1) { $0 * $1.1 }
        var elements = [Float]()
        for _ in 0..<count {
            let isNaN = encoding.type.isFloatingPoint && generator.chance(0.01)
            elements.append(isNaN ? .nan : Float(generator.integer(0...8)) / 8)
        }
        self.axes = axes
        // The axes of the rows: leading ones in the order of the file, then queries and keys.
        let order =
            axes.indices.filter { !["query", "key"].contains(axes[$0].0) }
            + ["query", "key"].map { name in axes.firstIndex { $0.0 == name } ?? 0 }
        var strides = [Int](repeating: 1, count: axes.count)
        for axis in axes.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * axes[axis + 1].1 }
        let sizes = order.map { axes[$0].1 }
        if isTransposed, count > 0 {
            // As a softmax over the wrong axis leaves them: columns sum to 1.
            for place in 0..<count { elements[place] = 0 }
            let (queryAxis, keyAxis) = (order[order.count - 2], order[order.count - 1])
            for place in 0..<count
            where place / strides[queryAxis] % axes[queryAxis].1
                == (place / strides[keyAxis] % axes[keyAxis].1 + 1) / 2 % axes[queryAxis].1
            { elements[place] = 1 }
        }
        self.elements = elements
        let values = (0..<count).map { index -> Double in
            var (rest, offset) = (index, 0)
            for (axis, size) in zip(order, sizes).reversed() {
                offset += rest % size * strides[axis]
                rest /= size
            }
            return Double(encoding.rounded(elements[offset]))
        }
        reference = ReferenceWeights(
            leading: order.dropLast(2).map { (axes[$0].0, Array(0..<axes[$0].1)) },
            queries: Array(0..<sizes[sizes.count - 2]), keys: Array(0..<sizes[sizes.count - 1]), values: values,
            masked: nil, emptyRows: [])
        reference.emptyRows = [Int](repeating: 0, count: reference.matrixCount * reference.queries.count)
    }

    /// The weights as an array of NumPy, as a tensor of safetensors, and stacked from one tensor for each index of the first
    /// axis; with the names of the axes, or turned where the customary names say so.
    func sources(_ folder: TemporaryFolder, _ generator: inout SeededGenerator) throws -> [StoredWeights] {
        let dimensions = axes.map(\.size)
        var paths: [String] = []
        if let bytes = encoding.npy(dimensions, elements) { paths.append(try folder.write(bytes, to: "a.npy")) }
        if !encoding.isColumnMajor, !encoding.isBigEndian {
            paths.append(
                try folder.write(encoding.safetensors([("a", elements)], dimensions), to: "a.safetensors"))
            if axes.count > 2, axes[0].size > 1 {
                let size = elements.count / axes[0].size
                let parts = (0..<axes[0].size).map { ("part.\($0)", Array(elements[$0 * size..<($0 + 1) * size])) }
                paths.append(
                    try folder.write(
                        encoding.safetensors(parts.reversed(), Array(dimensions.dropFirst())),
                        to: "stack.safetensors"))
            }
        }
        return try paths.map { path in
            let tensor = try TensorFile.open(path).tensor()
            let names = axes.map(\.name)
            guard generator.chance(0.3) else { return try StoredWeights(tensor, names: names) }
            let turned = names.map { $0 == "query" ? "key" : $0 == "key" ? "query" : $0 }
            return try StoredWeights(tensor, names: turned, isTransposed: true)
        }
    }
}
