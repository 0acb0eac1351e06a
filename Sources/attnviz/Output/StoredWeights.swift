import Attention
import Heatmaps
import TensorFiles
import Tensors

/// The chosen part of a tensor of weights in a file, with what is known of the whole.
struct StoredWeights {
    let file: TensorFile
    /// What errors about the weights begin with.
    let place: String
    /// The names of all axes in the file.
    let axes: [String]
    let shape: Shape
    /// The part that was chosen, with `query` and `key` last.
    let part: NamedTensor
    private let input: InputOptions
    private let view: AxesOptions

    /// - Parameter text: `file` or `file:tensor`.
    init(_ text: String, input: InputOptions, axes view: AxesOptions, part: PartOptions) throws {
        let reference = TensorReference(text)
        file = try input.open(reference)
        let stored = try file.tensor(named: reference.name)
        let place = "\(reference.path): tensor \(stored.summary)"
        var axes = try Self.naming(place) { try view.names(shape: stored.shape) }
        if view.transpose { axes = axes.map { $0 == "query" ? "key" : $0 == "key" ? "query" : $0 } }
        self.place = place
        self.axes = axes
        shape = stored.shape
        self.part = try Self.naming(place) {
            try part.reduced(try stored.read(part.selection(), axes: axes)).movingToEnd(["query", "key"])
        }
        self.input = input
        self.view = view
    }

    /// The weights with their tokens.
    ///
    /// - Throws: `DataError` for another number of tokens than there are queries or keys.
    func labelled(by tokens: TokenOptions) throws -> WeightsFigure {
        try labelled(part, by: tokens)
    }

    /// Weights between the same tokens as those of the file, such as a rollout.
    func labelled(_ weights: NamedTensor, by tokens: TokenOptions) throws -> WeightsFigure {
        func count(_ axis: String) -> Int { axes.firstIndex(of: axis).map { shape[$0] } ?? 0 }
        var sources = try tokens.sources(file)
        if view.transpose { sources = (keys: sources.queries, queries: sources.keys) }
        return try WeightsFigure(
            weights, whole: (count("query"), count("key")), tokens: sources, options: tokens, pooling: .maximum
        )
    }

    /// What to say of axes that were not named.
    var note: String? {
        view.axes == nil && shape.rank > 2
            ? "the axes are taken as \(axes.joined(separator: ", ")); --axes names them otherwise" : nil
    }

    /// Runs `body`; its errors about these weights begin with their place.
    func naming<Result>(_ body: () throws -> Result) throws -> Result { try Self.naming(place, body) }

    private static func naming<Result>(_ place: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch AxisError.noCustomaryNames(let shape) {
            let advice =
                shape.count < 2 ? "weights need two axes" : "name them with --axes, such as --axes a,b,query,key"
            throw DataError(
                "\(place): expected 2 to 5 axes (layer, batch, head, query, key), found \(shape.count); \(advice)")
        } catch let error as AxisError {
            throw UsageError("\(place): \(error)")
        } catch let error as AttentionError {
            throw DataError("\(place): \(error)")
        }
    }
}
