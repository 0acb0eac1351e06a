import Attention
import Heatmaps
import Tensors

/// A source of attention weights: a tensor in a file, queries and keys, or a tensor in memory. Figures, tables and files are
/// made from any source.
///
/// Rows are produced in blocks while they are used, see `WeightRows`.
public protocol WeightsSource: Sendable {
    /// The axes of all weights, with tokens as labels of queries and keys. Reads no element.
    var axes: WeightAxes { get set }

    /// The file and the tensor in it, for error messages; nil for weights in memory.
    var place: String? { get }

    /// Whether weights may have a mask.
    var canMask: Bool { get }

    /// The mask that was given for the weights.
    var mask: AttentionMask { get }

    /// Whether queries are positions of the sequence of the keys, so that a list of tokens for the keys has those of the
    /// queries.
    var queriesAreKeyPositions: Bool { get }

    /// Whether rows sum to less than 1 because sinks take a share of each.
    var hasSinks: Bool { get }

    /// What is written for a masked weight: 0, or NaN for what is not known.
    var maskedValue: Float { get }

    /// The default value of the first colour in figures; nil for the smallest value drawn.
    var smallestColor: Double? { get }

    /// The memory in bytes that is used while rows are produced, besides their blocks: operands that have to be decoded.
    var residentBytes: Int { get }

    /// Rows that know their axes and the memory that they take; their elements must not be read.
    ///
    /// - Throws: as `withRows(_:_:)`.
    func outline(_ pass: RowPass) throws -> any WeightRows

    /// The weights without the queries that are padding, for statistics: those at the position of a key that no query may
    /// attend to. They are masked as a whole. Nil if there are none, or queries and keys are not positions of one sequence.
    ///
    /// - Throws: errors of reading the mask.
    func withoutPadding() throws -> (any WeightsSource)?

    /// Compares the elements with the checksum in the file, if it has one. Called if all weights are used.
    ///
    /// - Throws: `TensorFileError` for damaged bytes.
    func verify() throws

    /// Calls `body` with the rows of all weights; files stay open until it returns.
    ///
    /// - Throws: `SourceError` for errors about a file; other errors of reading and computing, and errors of `body`.
    func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result
}

extension WeightsSource {
    public var place: String? { nil }
    public var mask: AttentionMask { .none }
    public var queriesAreKeyPositions: Bool { false }
    public var hasSinks: Bool { false }
    public var maskedValue: Float { 0 }
    public var smallestColor: Double? { nil }
    public var residentBytes: Int { 0 }

    public func verify() throws {}

    public func withoutPadding() throws -> (any WeightsSource)? { try SourceWithMask.withoutPadding(self) }

    /// Calls `body`, and adds `place` to its errors about axes, weights and panels.
    func naming<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            guard let place else { throw error }
            switch error {
            case is AxisError, is AttentionError, FigureError.tooManyAxes, FigureError.emptyMatrix:
                throw SourceError(place: place, error)
            default: throw error
            }
        }
    }

    /// The source with tokens as labels of queries and keys; nil keeps the labels of an axis.
    ///
    /// - Throws: `WeightsError.tokenCount` unless there is one token for each position.
    public func labelled(queries: TokenList? = nil, keys: TokenList? = nil) throws(WeightsError) -> Self {
        var labelled = self
        labelled.axes = try axes.labelled(
            queries: queriesAreKeyPositions ? queries?.taking(axes.queries, of: axes.keys) : queries, keys: keys)
        return labelled
    }

    /// What the mask holds that its author may not have meant.
    ///
    /// - Throws: errors of reading the mask.
    public func maskNotes() throws -> [MaskNote] { try mask.notes(over: MaskAxes(axes)) }
}

extension AttentionWeights: WeightsSource {
    public var canMask: Bool { masked != nil }

    public func outline(_ pass: RowPass) -> any WeightRows { rows }

    public func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
        try body(rows)
    }
}
