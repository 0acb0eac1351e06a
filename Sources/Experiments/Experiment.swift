import Attention
import Heatmaps
import Tensors

/// What an experiment of the articles computed, and the figure of it.
public struct Experiment: Sendable {
    /// One attention matrix, as it is drawn, with what led to it.
    public struct Attended: Sendable {
        public let title: String
        /// The raw scores, in the shape of `weights`.
        public let scores: Tensor
        /// The weights before dropout.
        public let weights: Tensor
        /// The soft-attention output; nil where the experiment has no values.
        public let output: Tensor?

        init(title: String, scores: Tensor, weights: Tensor, output: Tensor? = nil) {
            self.title = title
            self.scores = scores
            self.weights = weights
            self.output = output
        }
    }

    /// The seed that the random numbers came from.
    public let seed: Int
    /// The inputs by their names, in the order of drawing.
    public internal(set) var inputs: [(name: String, tensor: Tensor)] = []
    public internal(set) var attended: [Attended] = []
    public internal(set) var figure: HeatmapGrid
    /// What a reader should know about the result.
    public internal(set) var notes: [String] = []
}

/// An option of an experiment that has no sensible meaning. Cases hold facts.
public enum ExperimentError: Error, Equatable, Sendable {
    case outOfRange(option: String, value: Int, allowed: ClosedRange<Int>)
    case emptyList(option: String)
    case lengthCount(expected: Int, found: Int)
    case negativeLength(Int, query: Int)
    /// The sizes are each allowed, but their product is not.
    case tooManyElements(found: Int, limit: Int)
    case tooManyDraws(numbers: Int, limit: Int)
}

extension ExperimentError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .outOfRange(let option, let value, let allowed):
            "\(option) must be from \(allowed.lowerBound) to \(allowed.upperBound), found \(value)"
        case .emptyList(let option):
            "\(option) needs at least one number"
        case .lengthCount(let expected, let found):
            "--valid-lens needs \(expected) \(expected == 1 ? "number" : "numbers"), one for each query, found \(found)"
        case .negativeLength(let length, let query):
            "--valid-lens counts keys, so its numbers must be 0 or more; found \(length) for query \(query)"
        case .tooManyElements(let found, let limit):
            "--queries times --num-keys times the sizes d must be at most \(limit), found \(found)"
        case .tooManyDraws(let numbers, let limit):
            "--draws times --num-keys times the sizes d must be at most \(limit), found \(numbers)"
        }
    }

    /// - Throws: `ExperimentError.outOfRange` unless `value` is allowed.
    static func check(_ value: Int, _ option: String, in allowed: ClosedRange<Int>) throws(ExperimentError) {
        guard allowed.contains(value) else { throw .outOfRange(option: option, value: value, allowed: allowed) }
    }

    /// - Throws: `ExperimentError` unless there is one length for each query and none is negative.
    static func check(validLengths: [Int], queries: Int) throws(ExperimentError) {
        guard validLengths.count == queries else {
            throw .lengthCount(expected: queries, found: validLengths.count)
        }
        for (query, length) in validLengths.enumerated() where length < 0 {
            throw .negativeLength(length, query: query)
        }
    }

    /// Checks the sizes of queries (N, d) and keys (K, d), for each d.
    ///
    /// The number of elements is bounded so that a mistyped size cannot ask for all memory: 512 MiB of keys.
    ///
    /// - Throws: `ExperimentError` naming the option.
    static func check(
        queries: Int, keys: Int, dimensions: [Int], option: String, largest: Int
    ) throws(ExperimentError) {
        try check(queries, "--queries", in: 1...1024)
        try check(keys, "--num-keys", in: 1...4096)
        let limit = 1 << 27
        var elements = 0
        for dimension in dimensions {
            try check(dimension, option, in: 1...largest)
            // No overflow: the product is at most 2^36, and the sum stops growing at the limit.
            elements += queries * keys * dimension
            guard elements <= limit else { throw .tooManyElements(found: elements, limit: limit) }
        }
    }
}

extension HeatmapGrid {
    /// A grid of attention weights as the articles show them: axes named, colours from 0, so that a light cell means little
    /// attention whatever the other cells are.
    static func weights(_ panels: [[HeatmapPanel?]]) throws(FigureError) -> HeatmapGrid {
        var figure = try HeatmapGrid(panels: panels)
        (figure.x.label, figure.x.positionName) = ("Keys", "key")
        (figure.y.label, figure.y.positionName) = ("Queries", "query")
        figure.colors.minimum = 0
        return figure
    }
}

extension AttentionResult {
    /// A matrix out of the leading axes and queries as rows, for drawing several batch rows as one panel.
    func panel(title: String? = nil) throws -> HeatmapPanel {
        let matrix = try weights.matrix
        return try HeatmapPanel(matrix, masked: maskedCells?.elements, title: title)
    }
}

extension Tensor {
    /// All axes but the last in one: (B, Q, K) becomes (B Q, K).
    var matrix: Tensor {
        get throws(TensorError) {
            let columns = shape.dimensions.last ?? 1
            return try reshaped([columns > 0 ? shape.count / columns : 0, columns])
        }
    }
}
