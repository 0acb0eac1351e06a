import Tensors

/// The weights of the steps in which a text was generated, as in the attentions of `generate`: the queries of a step attend to
/// all keys so far, n x n in the first step, then 1 x (n + 1), 1 x (n + 2), and so on.
public struct DecodingSteps: Sendable {
    /// The names of the tensors, with `*` for the numbers of steps and layers.
    public let name: String
    /// The numbers of the layers; nil if the names have no number besides that of the step.
    public let layers: [Int]?
    /// The tensors of each layer by step, (..., queries of the step, keys so far); one list if the names have no layers.
    public let tensors: [[StoredTensor]]
    /// The sizes of the axes before queries and keys.
    public let leading: [Int]
    /// The numbers of layer and head that all names have.
    public let positions: [NameNumbers.Position]

    /// The number of queries of each step.
    public var queryCounts: [Int] { (tensors.first ?? []).map { $0.shape[$0.shape.rank - 2] } }
    /// The number of keys of each step.
    public var keyCounts: [Int] { (tensors.first ?? []).map { $0.shape[$0.shape.rank - 1] } }

    /// Nil unless the names of the tensors differ in one number, or in those of step and layer, and each step has as many keys as
    /// the steps before it and its queries.
    init?(_ tensors: [StoredTensor]) {
        let names = tensors.map { NumberedName($0.name) }
        guard tensors.count > 1, let first = names.first else { return nil }
        for step in first.numbers {
            if let steps = DecodingSteps(tensors, names, step: step) {
                self = steps
                return
            }
        }
        guard let steps = DecodingSteps(inTurn: tensors, names) else { return nil }
        self = steps
    }

    /// The layers of the first step, then those of the next: tensors that are numbered through, as those of a list are.
    private init?(inTurn tensors: [StoredTensor], _ names: [NumberedName]) {
        let varying = Self.varying(names)
        guard varying.count == 1, names.allSatisfy({ $0.pieces.count == names[0].pieces.count }),
            names.allSatisfy({ $0.pieces[varying[0]].isNumber })
        else { return nil }
        let numbers = names.map { $0.number(varying[0]) ?? .max }
        let sorted = zip(numbers, tensors).sorted { $0.0 < $1.0 }.map(\.1)
        let count = sorted.prefix { $0.shape == sorted[0].shape }.count
        guard count > 1, sorted.count.isMultiple(of: count) else { return nil }
        let series = (0..<count).map { layer in stride(from: layer, to: sorted.count, by: count).map { sorted[$0] } }
        guard let leading = Self.leading(series[0]),
            series.allSatisfy({ zip($0, series[0]).allSatisfy { $0.0.shape == $0.1.shape } })
        else { return nil }
        (self.leading, self.tensors, layers) = (leading, series, Array(0..<count))
        name = names[0].starring(varying[0])
        positions = []
    }

    /// The indices of the pieces in which names differ.
    private static func varying(_ names: [NumberedName]) -> [Int] {
        names[0].pieces.indices.filter { index in
            names.contains { !$0.pieces.indices.contains(index) || $0.pieces[index] != names[0].pieces[index] }
        }
    }

    private init?(_ tensors: [StoredTensor], _ names: [NumberedName], step: Int) {
        let varying = Self.varying(names)
        let others = varying.filter { $0 != step }
        guard names.allSatisfy({ $0.pieces.count == names[0].pieces.count }), varying.contains(step), others.count < 2,
            others.allSatisfy({ names[0].pieces[$0].isNumber })
        else { return nil }
        var byLayer: [Int: [(step: Int, tensor: StoredTensor)]] = [:]
        for (name, tensor) in zip(names, tensors) {
            guard name.pieces[step].isNumber, others.allSatisfy({ name.pieces[$0].isNumber }),
                let number = name.number(step), let layer = others.isEmpty ? 0 : name.number(others[0])
            else { return nil }
            byLayer[layer, default: []].append((number, tensor))
        }
        let numbers = byLayer.keys.sorted()
        let series = numbers.compactMap { byLayer[$0]?.sorted { $0.step < $1.step } }
        guard let one = series.first, series.allSatisfy({ $0.map(\.step) == one.map(\.step) }),
            Set(one.map(\.step)).count == one.count, let leading = Self.leading(one.map(\.tensor)),
            series.allSatisfy({ zip($0, one).allSatisfy { $0.0.tensor.shape == $0.1.tensor.shape } })
        else { return nil }
        self.leading = leading
        self.tensors = series.map { $0.map(\.tensor) }
        layers = others.isEmpty ? nil : numbers
        positions = names[0].numbers.filter { !varying.contains($0) }.compactMap { piece in
            guard let axis = names[0].axis(piece), ["layer", "head"].contains(axis), let number = names[0].number(piece)
            else { return nil }
            return NameNumbers.Position(axis: axis, number: number)
        }
        name = names[0].pieces.enumerated().map { varying.contains($0) ? "*" : String($1.text) }.joined()
    }

    /// The sizes of the axes before queries and keys, if the numbers of keys grow by those of queries.
    private static func leading(_ steps: [StoredTensor]) -> [Int]? {
        guard steps.count > 1, let first = steps.first, first.shape.rank > 1, steps.allSatisfy({ $0.shape.count > 0 })
        else { return nil }
        let leading = Array(first.shape.dimensions.dropLast(2))
        var keys = max(0, first.shape[first.shape.rank - 1] - first.shape[first.shape.rank - 2])
        for step in steps {
            guard step.shape.dimensions.dropLast(2).elementsEqual(leading), step.shape.rank == first.shape.rank else {
                return nil
            }
            keys += step.shape[step.shape.rank - 2]
            guard step.shape[step.shape.rank - 1] == keys else { return nil }
        }
        return leading
    }
}
