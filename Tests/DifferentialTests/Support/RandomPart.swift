import AttentionFigures
import Support

/// A random part of weights, as the code under test takes it and as the reference makes it.
struct RandomPart {
    var part = WeightsPart()
    /// The part of the reference.
    private(set) var reference: ReferenceWeights
    private(set) var isWhole = true

    /// - Parameter words: the pieces of each word on both axes, where labels say so
    init(_ whole: ReferenceWeights, _ generator: inout SeededGenerator, isSquare: Bool = false) {
        reference = whole
        guard generator.chance(0.8) else { return }
        var choices: [(axis: String, choice: AxisSelection.Choice)] = []
        for axis in whole.leading where generator.chance(0.4) {
            let (choice, indices) = Self.choice(axis.positions.count, &generator)
            choices.append((axis.name, choice))
            let index = reference.leading.firstIndex { $0.name == axis.name } ?? 0
            if case .position = choice {
                reference = reference.taking(indices, of: index, drops: true)
            } else {
                reference = reference.taking(indices, of: index, drops: false)
            }
            isWhole = false
        }
        if !isSquare {
            for (name, count) in [("query", whole.queries.count), ("key", whole.keys.count)] where generator.chance(0.4)
            {
                let axis = reference.leading.count + (name == "query" ? 0 : 1)
                isWhole = false
                if generator.chance(0.5) {
                    let lower = generator.integer(0...count - 1)
                    let upper = generator.integer(lower + 1...count)
                    let range = PositionRange(
                        from: lower == 0 && generator.chance(0.5) ? nil : generator.chance(0.3) ? lower - count : lower,
                        to: upper == count ? nil : generator.chance(0.3) ? upper - count : upper)
                    if name == "query" { part.queries = range } else { part.keys = range }
                    reference = reference.taking(Array(lower..<upper), of: axis, drops: false)
                } else {
                    let (choice, indices) = Self.choice(count, &generator)
                    choices.append((name, choice))
                    reference = reference.taking(indices, of: axis, drops: false)
                }
            }
        }
        // Each axis is chosen once.
        if let selection = try? AxisSelection(choices) {
            part = WeightsPart(selection: selection, queries: part.queries, keys: part.keys)
        }
        for name in reference.leading.map(\.name).shuffled(using: &generator) where generator.chance(0.3) {
            let rule: AxisReduction.Rule = generator.chance(0.5) ? .mean : .max
            part.reductions.append(AxisReduction(axis: name, rule: rule))
            reference = reference.reducing(reference.leading.firstIndex { $0.name == name } ?? 0, rule)
            isWhole = false
        }
        guard let queryLabels = reference.queryLabels, let keyLabels = reference.keyLabels, generator.chance(0.3) else {
            return
        }
        part.mergesWords = true
        isWhole = false
        reference = reference.merging(queries: Self.words(queryLabels), keys: Self.words(keyLabels))
    }

    private static func choice(
        _ count: Int, _ generator: inout SeededGenerator
    ) -> (AxisSelection.Choice, indices: [Int]) {
        func position() -> Int { generator.integer(0...count - 1) }
        switch generator.integer(0...2) {
        case 0:
            let index = position()
            return (.position(generator.chance(0.3) ? index - count : index), [index])
        case 1:
            let lower = position()
            let upper = generator.integer(lower + 1...count)
            return (.range(from: lower == 0 ? nil : lower, to: upper == count ? nil : upper), Array(lower..<upper))
        default:
            let indices = (0..<generator.integer(1...count)).map { _ in position() }
            return (.list(indices), indices)
        }
    }

    /// The pieces of each word by the marks of WordPiece: `##` continues a word.
    private static func words(_ tokens: [String]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        for (index, token) in tokens.enumerated() {
            if token.hasPrefix("##"), let last = words.popLast() {
                words.append(last.lowerBound..<index + 1)
            } else {
                words.append(index..<index + 1)
            }
        }
        return words
    }

    static func tokens(_ count: Int, _ generator: inout SeededGenerator) -> [String] {
        (0..<count).map { ($0 > 0 && generator.chance(0.4) ? "##" : "") + "t\($0)" }
    }
}

extension SeededGenerator {
    /// Mostly a few, sometimes up to 40.
    mutating func size() -> Int {
        let kind = real(0...1)
        return integer(1...(kind < 0.8 ? 6 : kind < 0.95 ? 13 : 40))
    }

    /// About as a standard normal number.
    mutating func normal() -> Float { Float((0..<6).reduce(0.0) { sum, _ in sum + real(-1...1) } * 0.7) }

    mutating func normals(_ count: Int) -> [Float] { (0..<count).map { _ in normal() } }
}
