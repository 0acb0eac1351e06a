import Attention
import Heatmaps
import TensorFiles
import Tensors

/// Weights in a file, which are read when they are used. Of an uncompressed row-major file only the rows used are read.
public struct StoredWeights: WeightsSource {
    public var axes: WeightAxes
    /// The file and the tensor in it, for error messages.
    public let place: String?
    /// The names of the axes in the order of the file.
    public let names: [String]
    private let tensor: StoredTensor

    /// - Parameters:
    ///   - tensor: the weights; one axis is taken for the keys of one query.
    ///   - names: the names of all axes in the order of the file, including `query` and `key`; nil for those in the file, or
    ///     else the default names.
    ///   - isTransposed: whether to swap the names `query` and `key`, for matrices whose rows are keys.
    /// - Throws: `SourceError` with an `AxisError` if the names do not fit the shape.
    public init(_ tensor: StoredTensor, names: [String]? = nil, isTransposed: Bool = false) throws {
        let place = "\(tensor.path): tensor \(tensor.summary)"
        do {
            // A tensor without elements may have other axes whose positions are too many to list.
            guard tensor.shape.count > 0 else { throw FigureError.emptyMatrix(shape: tensor.shape.dimensions) }
            let tensor = tensor.shape.rank == 1 && names == nil ? try tensor.asRow() : tensor
            var names = try names ?? tensor.axes?.map(\.name) ?? WeightAxes.defaultNames(tensor)
            if isTransposed { names = names.map { $0 == "query" ? "key" : $0 == "key" ? "query" : $0 } }
            axes = try WeightAxes(names: names, shape: tensor.shape, numbers: tensor.numbers, stored: tensor.axes)
            self.names = names
            self.tensor = tensor
        } catch {
            throw SourceError(place: place, error)
        }
        self.place = place
    }

    /// The weights with the axes that a mask implies: a mask with an entry for each batch row needs an axis `batch`, which the
    /// default names of three and four axes do not have.
    ///
    /// - Parameter mask: a mask for these weights.
    /// - Throws: `SourceError` as `init`.
    public func named(for mask: AttentionMask) throws -> StoredWeights {
        let batchNames = ["batch"] + names.dropFirst(names.count == 3 ? 1 : 0).filter { $0 != "layer" }
        guard [3, 4].contains(names.count), mask.impliesBatch(MaskAxes(axes), ifNamed: batchNames) else { return self }
        return try StoredWeights(tensor, names: batchNames)
    }

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - text: `FILE` or `FILE:TENSOR`.
    ///   - names: the names of all axes in the order of the file; nil for the default names.
    /// - Throws: `TensorFileError`, `SourceError`; `WeightsError.tokenCount` if the tokens in the file do not fit the weights.
    public init(contentsOf text: String, names: [String]? = nil) throws {
        let reference = TensorReference(text)
        let file = try TensorFile.open(reference.path)
        try self.init(file.weights(named: reference.name), names: names)
        let labels = try file.axisLabelLists()
        func list(_ tokens: [[String]]?) -> TokenList? {
            tokens.map { TokenList(entries: $0, name: "the tokens in \(file.path)") }
        }
        axes = try axes.labelled(queries: list(labels.y), keys: list(labels.x))
    }

    public var canMask: Bool { false }

    public var residentBytes: Int { StoredRows.residentBytes(tensor, names: names) }

    public func outline(_ pass: RowPass) -> any WeightRows { StoredRows.outline(of: tensor, names: names, axes: axes) }

    public func verify() throws { try tensor.verify() }

    public func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
        try naming { try body(StoredRows.rows(of: tensor, names: names, axes: axes)) }
    }
}

extension AttentionWeights {
    /// Reads all weights of a file, with its tokens.
    ///
    /// - Parameter text: `FILE` or `FILE:TENSOR`.
    /// - Throws: `TensorFileError`, `SourceError`, `WeightsError.tokenCount`.
    public init(contentsOf text: String) throws {
        self = try StoredWeights(contentsOf: text).withRows(RowPass()) { try AttentionWeights($0) }
    }
}

extension WeightAxes {
    /// The axes of a tensor, reordered so that `query` and `key` are last.
    ///
    /// - Parameters:
    ///   - names: the names of the axes of the tensor, in any order.
    ///   - shape: the shape of the tensor.
    ///   - numbers: the numbers of positions in the names of tensors.
    ///   - stored: the axes as the file numbers them, in the order of the tensor; nil to count from 0.
    /// - Throws: `AxisError` if the number of names is not that of the axes, a name occurs twice, or `query` or `key` is
    ///   missing.
    init(
        names: [String], shape: Shape, numbers: NameNumbers, stored: [NamedAxis]? = nil
    ) throws(AxisError) {
        guard names.count == shape.rank else { throw .nameCount(names: names, shape: shape.dimensions) }
        for (index, name) in names.enumerated() where names[..<index].contains(name) { throw .duplicateName(name) }
        for name in ["query", "key"] where !names.contains(name) { throw .missingAxis(name, known: names) }
        let all = zip(names, shape.dimensions).enumerated().map { index, axis in
            let own = stored.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            let texts = numbers.axes.indices.contains(index) ? numbers.axes[index].texts : nil
            let numbers = numbers.axes.indices.contains(index) ? numbers.axes[index].numbers : nil
            var named = NamedAxis(
                name: axis.0, positions: own?.positions ?? numbers ?? Array(0..<axis.1), labels: own?.labels ?? texts)
            named.hasNumbers = own != nil || numbers != nil
            return named
        }
        guard let queries = all.first(where: { $0.name == "query" }), let keys = all.first(where: { $0.name == "key" })
        else { throw .missingAxis("query", known: names) }
        self.init(
            leading: all.filter { !["query", "key"].contains($0.name) }, queries: queries, keys: keys,
            fixed: numbers.positions.filter { !names.contains($0.axis) }
                .map { FixedAxis(name: $0.axis, position: $0.number) })
    }
}
