import Attention

/// The queries, keys and settings of one layer of a `RecordedFile`.
public struct RecordedLayer: Sendable {
    /// The number of the layer; nil in a file of one layer without a number.
    public let number: Int?
    /// The factor of the dot products; nil for 1 / sqrt(d).
    public let scale: Float?
    /// The cap of the scores; nil for none.
    public let softcap: Float?
    /// The inputs with score and mask of the file, which may be changed.
    public var inputs: ComputedInputs

    /// The layer with another score.
    ///
    /// - Throws: `AttentionError.softCapOutOfRange`.
    public func scored(by score: any ScoringFunction, softcap: Float?) throws(AttentionError) -> RecordedLayer {
        var layer = self
        if let softcap {
            layer.inputs.score = try SoftCappedScore(score, cap: softcap)
        } else {
            layer.inputs.score = score
        }
        return layer
    }
}

/// An error in the choice of layers of a `RecordedFile`. `description` is its message.
public enum RecordError: Error, Equatable, Sendable {
    /// The file has several stacks of layers.
    case stackNeeded(path: String, stacks: [String])
    case noSuchStack(String, path: String, stacks: [String])
    case noLayers(path: String)
    /// The queries of the layers stand at different positions.
    case positionsDiffer(path: String, first: Int?, other: Int?)
    /// A layer has queries without keys, or keys without queries.
    case incomplete(path: String, layer: String, missing: String)
    /// A setting of a layer has a value that it cannot have.
    case badSetting(String, layer: String, path: String, expected: String, found: Double)
    /// The weights of the layers have different shapes.
    case shapesDiffer(path: String, first: Int?, [Int], other: Int?, [Int])
}

extension RecordError: CustomStringConvertible {
    public var description: String {
        func list(_ stacks: [String]) -> String { stacks.map { $0.isEmpty ? "(no name)" : $0 }.joined(separator: ", ") }
        func name(_ number: Int?) -> String { number.map { "layer \($0)" } ?? "a layer" }
        switch self {
        case .positionsDiffer(let path, let first, let second):
            return
                "\(path): the queries of \(name(first)) and \(name(second)) stand at different positions; choose one of them"
        case .incomplete(let path, let layer, let missing):
            return "\(path): there is no '\(layer.isEmpty ? "" : layer + ".")\(missing)'"
        case .stackNeeded(let path, let stacks):
            return "\(path): the file has several stacks of layers: \(list(stacks))"
        case .noSuchStack(let name, let path, let stacks):
            return "\(path): there is no stack of layers '\(name)'; the file has \(list(stacks))"
        case .noLayers(let path): return "\(path): there are no layers"
        case .badSetting(let name, let layer, let path, let expected, let found):
            let value = found.isNaN ? "no number" : "\(found)"
            return "\(path): note '\(layer)': expected \(expected) as '\(name)', found \(value)"
        case .shapesDiffer(let path, let first, let one, let second, let other):
            return
                "\(path): the weights of \(name(first)) have the shape (\(one.map(String.init).joined(separator: ", "))), "
                + "those of \(name(second)) (\(other.map(String.init).joined(separator: ", "))); choose layers of one shape"
        }
    }
}
