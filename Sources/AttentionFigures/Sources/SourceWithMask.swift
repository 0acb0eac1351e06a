import Attention
import Tensors

/// Weights that exist already, such as those of a file, with a mask: masked weights are hatched in figures and count nowhere.
public struct SourceWithMask: WeightsSource {
    public var axes: WeightAxes
    public let mask: AttentionMask
    public let queriesAreKeyPositions: Bool
    private let base: any WeightsSource
    private let paths: MaskPaths

    /// - Parameters:
    ///   - base: the weights.
    ///   - mask: the keys that each query may attend to; a bias masks where it is at most `MaskTensor.maskingBias`.
    ///   - queryOffset: the position of the first query in the sequence of the keys, by which queries are numbered; nil to
    ///     keep their numbers.
    ///   - paths: the files of the mask, for error messages.
    /// - Throws: `AttentionError` if the mask does not fit the weights; `SourceError` if it is in a file.
    public init(
        _ base: any WeightsSource, mask: AttentionMask, queryOffset: Int? = nil, paths: MaskPaths = MaskPaths()
    ) throws {
        self.base = base
        self.mask = mask
        self.paths = paths
        axes = base.axes
        if let queryOffset {
            try AttentionMask.check(offset: queryOffset)
            axes.queries = NamedAxis(
                name: axes.queries.name, positions: axes.queries.positions.indices.map { $0 + queryOffset },
                labels: axes.queries.labels)
        }
        queriesAreKeyPositions = queryOffset != nil || base.queriesAreKeyPositions
        try paths.naming { _ = try MaskedRows(AxesOnly(axes: axes), mask: mask) }
    }

    public var place: String? { base.place }
    public var maskedValue: Float { base.maskedValue }
    public var hasSinks: Bool { base.hasSinks }
    public var canMask: Bool { base.canMask || !mask.isNone }
    public var smallestColor: Double? { base.smallestColor }
    public var residentBytes: Int { base.residentBytes }

    public func outline(_ pass: RowPass) throws -> any WeightRows { try masked(base.outline(pass)) }

    public func verify() throws { try base.verify() }

    public func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
        try base.withRows(pass) { rows in try paths.naming { try body(masked(rows)) } }
    }

    private func masked(_ rows: any WeightRows) throws -> any WeightRows {
        try MaskedRows(RelabelledRows(base: rows, axes: axes), mask: mask)
    }
}

/// The files of a mask, for error messages.
public struct MaskPaths: Sendable {
    /// The path of the mask; nil for a mask in memory.
    public var mask: String?
    /// The path of the valid lengths; nil for lengths in memory.
    public var lengths: String?

    public init(mask: String? = nil, lengths: String? = nil) {
        self.mask = mask
        self.lengths = lengths
    }

    /// Calls `body`, and adds the path to errors about a mask.
    ///
    /// - Throws: errors of `body`; an `AttentionError` about a mask in a file as a `SourceError`.
    func naming<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as AttentionError {
            let path: String? =
                switch error.subject {
                case .booleanMask, .additiveMask: mask
                case .validLengths: lengths
                default: nil
                }
            guard let path else { throw error }
            throw SourceError(place: path, error)
        }
    }
}

/// Rows under axes of the same sizes with other numbers and labels.
private struct RelabelledRows: WeightRows {
    let base: any WeightRows
    let axes: WeightAxes

    var canMask: Bool { base.canMask }
    var rowElements: Int { base.rowElements }

    func memory(rows: Int) -> Int { base.memory(rows: rows) }

    func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        try base.withRows(rows, of: matrix, body)
    }
}
