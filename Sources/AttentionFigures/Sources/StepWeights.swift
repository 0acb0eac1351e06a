import Attention
import TensorFiles
import Tensors

/// The weights of decoding steps as one map of each head: the queries of all steps below one another, and the keys that a step
/// could not see masked.
public struct StepWeights: WeightsSource {
    public var axes: WeightAxes
    public let steps: DecodingSteps
    public let place: String?
    /// The first query of each step, and the number of all queries.
    private let starts: [Int]

    /// - Parameters:
    ///   - steps: the tensors.
    ///   - names: the names of all axes but that of the steps: of layers if the names of the tensors have their numbers, then of
    ///     the axes of a tensor, with query and key last; nil for the default names, without a batch of one.
    ///   - path: the file, for error messages.
    /// - Throws: `SourceError` with an `AxisError` if the names do not fit.
    public init(_ steps: DecodingSteps, names: [String]? = nil, path: String) throws {
        self.steps = steps
        place = "\(path): tensors '\(steps.name)'"
        starts = steps.queryCounts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        let (queryCount, keyCount) = (starts.last ?? 0, steps.keyCounts.last ?? 0)
        let numbers = steps.layers.map { [$0] } ?? []
        let positions = numbers + steps.leading.map { Array(0..<$0) }
        let shape = positions.map(\.count) + [queryCount, keyCount]
        do {
            let named = try names?.filter { $0 != "step" } ?? Self.names(steps)
            guard named.count == shape.count else { throw AxisError.nameCount(names: named, shape: shape) }
            guard named.suffix(2) == ["query", "key"] else { throw AxisError.missingAxis("query", known: named) }
            let leading = zip(named, positions).map { NamedAxis(name: $0, positions: $1) }
            let first = max(0, (steps.keyCounts.first ?? 0) - (steps.queryCounts.first ?? 0))
            axes = WeightAxes(
                leading: leading.filter { $0.name != "batch" || $0.positions.count != 1 || names != nil },
                queries: NamedAxis(name: "query", positions: Array(first..<first + queryCount)),
                keys: NamedAxis(name: "key", positions: Array(0..<keyCount)),
                fixed: steps.positions.filter { position in !named.contains(position.axis) }
                    .map { FixedAxis(name: $0.axis, position: $0.number) })
        } catch {
            throw SourceError(place: "\(path): tensors '\(steps.name)'", error)
        }
    }

    private static func names(_ steps: DecodingSteps) throws(AxisError) -> [String] {
        let hasLayer = steps.layers != nil || steps.positions.contains { $0.axis == "layer" }
        guard hasLayer else { return try WeightAxes.customaryNames(steps.leading + [1, 1]) }
        guard steps.leading.count < 3 else { throw .noCustomaryNames(shape: steps.leading + [1, 1]) }
        let layer = steps.layers == nil ? [] : ["layer"]
        return layer + ["batch", "head"].suffix(steps.leading.count) + ["query", "key"]
    }

    /// Tokens of the keys: all but the last of a text that was generated, as its last token is no key of any step.
    public func seen(_ tokens: TokenList) -> TokenList {
        tokens.entries == nil && tokens.tokens.count == axes.keyCount + 1
            ? TokenList(Array(tokens.tokens.dropLast()), name: tokens.name) : tokens
    }

    public var canMask: Bool { true }
    public var queriesAreKeyPositions: Bool { true }
    /// NaN: what a step could not see is not a weight of 0.
    public var maskedValue: Float { .nan }

    public var residentBytes: Int {
        steps.tensors.joined().reduce(0) { bytes, tensor in
            bytes + (tensor.isInPlace ? 0 : tensor.shape.count * MemoryLayout<Float>.size)
        }
    }

    public func outline(_ pass: RowPass) -> any WeightRows { StepRows(axes: axes, starts: starts, tensors: []) }

    public func verify() throws { for tensor in steps.tensors.joined() { try tensor.verify() } }

    public func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
        try naming {
            let tensors = try steps.tensors.map { layer in
                try layer.map { $0.isInPlace ? StepRows.Step.stored($0) : .read(try $0.read()) }
            }
            return try body(StepRows(axes: axes, starts: starts, tensors: tensors))
        }
    }
}

/// The rows of decoding steps.
private struct StepRows: WeightRows {
    /// The weights of a step, in a file or in memory.
    enum Step: Sendable {
        case stored(StoredTensor)
        case read(Tensor)

        var shape: Shape {
            switch self {
            case .stored(let tensor): tensor.shape
            case .read(let tensor): tensor.shape
            }
        }

        /// The elements of some rows, row-major.
        func elements(_ leading: [Int], _ rows: Range<Int>) throws -> [Float] {
            switch self {
            case .stored(let tensor): return try tensor.read(leading: leading, rows: rows).elements
            case .read(let tensor):
                let matrix = leading.reduce(tensor) { $0.slice($1) }
                let keys = tensor.shape[tensor.shape.rank - 1]
                return Array(matrix.elements[rows.lowerBound * keys..<rows.upperBound * keys])
            }
        }
    }

    let axes: WeightAxes
    let starts: [Int]
    let tensors: [[Step]]

    var canMask: Bool { true }

    func memory(rows: Int) -> Int { rows * axes.keyCount * (2 * MemoryLayout<Float>.size + 1) }

    func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        let keys = axes.keyCount
        var weights = [Float](repeating: 0, count: rows.count * keys)
        var masked = [Bool](repeating: true, count: rows.count * keys)
        let (layer, index) = position(ofMatrix: matrix)
        for (step, tensor) in tensors[layer].enumerated() {
            let own = rows.clamped(to: starts[step]..<starts[step + 1])
            guard !own.isEmpty else { continue }
            let seen = tensor.shape[tensor.shape.rank - 1]
            let elements = try tensor.elements(index, own.lowerBound - starts[step]..<own.upperBound - starts[step])
            for (row, query) in own.enumerated() {
                let start = (query - rows.lowerBound) * keys
                for key in 0..<min(seen, keys) {
                    weights[start + key] = elements[row * seen + key]
                    masked[start + key] = false
                }
            }
        }
        return try RowBlock.with(matrix: matrix, rows: rows, keys: keys, weights: weights, masks: masked, body)
    }

    /// The layer of a matrix, and its index on the leading axes of the tensors.
    private func position(ofMatrix matrix: Int) -> (layer: Int, index: [Int]) {
        let sizes = tensors[0][0].shape.dimensions.dropLast(2)
        let index = rowMajorIndex(matrix, sizes: [tensors.count] + sizes)
        return (index[0], Array(index.dropFirst()))
    }
}
