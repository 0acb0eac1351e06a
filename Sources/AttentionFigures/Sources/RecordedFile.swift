import Attention
import TensorFiles
import Tensors

/// Queries and keys of the layers of a model in one file:
///
///     [encoder.|decoder.|cross.]layer.N.query     (batch, head, query, d), after rotary positions and norms
///     ....key                                     (batch, key head, key, d); the key heads divide the heads
///     ....mask                                    booleans (true: may attend) or a bias; with an axis of queries it contains
///                                                 causality and window
///     ....bias                                    added to the scores
///     ....sinks                                   (head): a logit that joins the softmax and is dropped
///
/// The notes of the file hold a JSON object for each layer, under its name such as `layer.3`, with what applies of `scale`,
/// `softcap`, `window` (or `sliding_window`), `causal` (or `is_causal`) and `query_offset`. A file that holds `query` and `key` alone has one layer without a number.
public struct RecordedFile: Sendable {
    private let file: TensorFile
    /// The tensors of each layer, by the name of the layer.
    private let groups: [Group]

    private struct Group: Sendable {
        /// The name before the kind of tensor, such as `decoder.layer.3`; empty for a layer without a name.
        let name: String
        /// What is before `layer`, such as `decoder`; `layer` if nothing is.
        let stack: String
        let number: Int?
        var tensors: [Kind: StoredTensor] = [:]
    }

    private enum Kind: String, CaseIterable {
        case query, key, mask, bias, sinks

        /// The kind of a tensor by the last part of its name.
        init?(name: Substring) {
            switch name.lowercased() {
            case "q", "query", "queries": self = .query
            case "k", "key", "keys": self = .key
            case "mask": self = .mask
            case "bias": self = .bias
            case "sinks": self = .sinks
            default: return nil
            }
        }
    }

    /// Nil if the file does not hold queries and keys of these names.
    public init?(_ file: TensorFile) {
        self.file = file
        var groups: [Group] = []
        for tensor in file.tensors {
            let parts = tensor.name.split(separator: ".", omittingEmptySubsequences: false)
            guard let last = parts.last, let kind = Kind(name: last) else { continue }
            let layer = parts.dropLast()
            let name = layer.joined(separator: ".")
            if let index = groups.firstIndex(where: { $0.name == name }) {
                groups[index].tensors[kind] = groups[index].tensors[kind] ?? tensor
                continue
            }
            let number = layer.last.flatMap { Int($0) }
            var stack = number == nil ? layer : layer.dropLast()
            if number != nil, let word = stack.last, ["layer", "layers", "block", "blocks", "h"].contains(word) {
                stack = stack.dropLast()
            }
            if stack.isEmpty { stack = ["layer"] }
            groups.append(
                Group(name: name, stack: stack.joined(separator: "."), number: number, tensors: [kind: tensor]))
        }
        self.groups = groups.filter { $0.tensors[.query] != nil || $0.tensors[.key] != nil }
        guard groups.contains(where: { $0.tensors[.query] != nil && $0.tensors[.key] != nil }) else { return nil }
    }

    /// The names of the stacks of layers, such as `encoder`, `decoder` and `cross`, in the order of the file.
    public var stacks: [String] {
        groups.reduce(into: []) { names, group in if !names.contains(group.stack) { names.append(group.stack) } }
    }

    /// The layers of a stack, by increasing number.
    ///
    /// - Parameters:
    ///   - stack: the name of the stack; nil for the only one.
    ///   - selection: the layers to take are those that it selects along the axis `layer`.
    /// - Throws: `RecordError.stackNeeded`, `.noSuchStack`; `AxisError` for layers that do not exist; `TensorFileError` of
    ///   sinks and notes.
    public func layers(ofStack stack: String? = nil, selection: AxisSelection = .all) throws -> [RecordedLayer] {
        let stacks = stacks
        guard let chosen = stack ?? (stacks.count == 1 ? stacks.first : nil) else {
            throw RecordError.stackNeeded(path: file.path, stacks: stacks)
        }
        guard stacks.contains(chosen) else {
            throw RecordError.noSuchStack(chosen, path: file.path, stacks: stacks)
        }
        let all = groups.filter { $0.stack == chosen }.sorted { ($0.number ?? 0) < ($1.number ?? 0) }
        let isCross = chosen.split(separator: ".").contains { $0.hasPrefix("cross") }
        let numbers = all.compactMap(\.number)
        var indices = Array(all.indices)
        if let choice = selection.choices.first(where: { $0.axis == "layer" })?.choice, numbers.count == all.count {
            indices = try AxisSelection.indices(choice, along: NamedAxis(name: "layer", positions: numbers))
        }
        return try Set(indices).sorted().map { try layer(all[$0], isCross: isCross) }
    }

    /// Settings with values that they can have.
    ///
    /// - Throws: `RecordError.badSetting`.
    private func checked(_ given: [String: Double], of group: Group) throws(RecordError) -> [String: Double] {
        var settings = given
        for (name, other) in [("window", "sliding_window"), ("causal", "is_causal")] {
            settings[name] = given[name] ?? given[other]
        }
        let rules: [(name: String, expected: String, holds: (Double) -> Bool)] = [
            ("scale", "a finite number", { Float($0).isFinite }),
            ("softcap", "a number above 0", { Float($0).isFinite && $0 > 0 }),
            ("window", "a whole number above 0", { Int(exactly: $0) != nil && $0 > 0 }),
            ("causal", "true or false", { $0 == 0 || $0 == 1 }),
            ("query_offset", "a whole number", { Int(exactly: $0) != nil && abs($0) < 1e9 }),
        ]
        for (name, expected, holds) in rules {
            guard let value = settings[name], !holds(value) else { continue }
            throw .badSetting(name, layer: group.name, path: file.path, expected: expected, found: value)
        }
        return settings
    }

    private func layer(_ group: Group, isCross: Bool) throws -> RecordedLayer {
        guard let queries = group.tensors[.query], let keys = group.tensors[.key] else {
            let missing = group.tensors[.query] == nil ? "query" : "key"
            throw RecordError.incomplete(path: file.path, layer: group.name, missing: missing)
        }
        let settings = try checked(file.numbers(inNote: group.name) ?? [:], of: group)
        var inputs = ComputedInputs(queries: .stored(queries), keys: .stored(keys))
        inputs.maskPaths.mask = file.path
        inputs.sinksPath = file.path
        inputs.sinks = try group.tensors[.sinks].map { try $0.read().elements }
        let counts = try inputs.counts()
        let isLater = !isCross && counts.queries < counts.keys
        let position = settings["query_offset"].flatMap { Int(exactly: $0) }
        inputs.queryOffset = position ?? (isLater ? counts.keys - counts.queries : nil)
        let offset = inputs.queryOffset ?? 0
        var masks: [AttentionMask] = []
        let mask = group.tensors[.mask]
        if let mask { masks.append(try AttentionMask(mask)) }
        // A mask with an axis of queries contains causality and window; one of keys alone cannot.
        if mask.map({ $0.shape.rank < 2 || $0.shape[$0.shape.rank - 2] == 1 && counts.queries > 1 }) ?? true {
            if settings["causal"] == 1 { masks.append(.causal(offset: offset)) }
            if let width = settings["window"].flatMap({ Int(exactly: $0) }), width > 0 {
                masks.append(.window(width: width, offset: offset))
            }
        }
        if let bias = group.tensors[.bias] { masks.append(try AttentionMask(bias, meaning: .bias)) }
        inputs.mask = masks.count > 1 ? .all(masks) : masks.first ?? .none
        let layer = RecordedLayer(
            number: group.number, scale: settings["scale"].map { Float($0) },
            softcap: settings["softcap"].map { Float($0) }, inputs: inputs)
        return try layer.scored(by: ScaledDotProductScore(scale: layer.scale), softcap: layer.softcap)
    }
}
