import AttentionFigures
import Support

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A random problem of attention: operands, score and mask as the code under test takes them, and its weights by the
/// definitions.
struct RandomAttention {
    private(set) var inputs: ComputedInputs
    private(set) var reference: ReferenceWeights
    /// In the order of the weights: whether the query of a weight is padding.
    private var padding: [Bool] = []
    let tokens: (queries: [String], keys: [String])?
    let shape: OperandShape

    init(_ generator: inout SeededGenerator) throws {
        shape = OperandShape(&generator)
        var (queries, keys) = (generator.normals(shape.queryElements), generator.normals(shape.keyElements))
        var isFinite = true
        for _ in 0..<2 where generator.chance(0.08) {
            isFinite = false
            let value = generator.pick([Float.nan, .infinity, -.infinity])
            if generator.chance(0.5) {
                queries[generator.integer(0...queries.count - 1)] = value
            } else {
                keys[generator.integer(0...keys.count - 1)] = value
            }
        }
        let score = try RandomScore(shape, &generator)
        let mask = RandomMask(shape, isFinite: isFinite, &generator)
        inputs = ComputedInputs(
            queries: .tensor(try Tensor(shape: shape.queryDimensions, elements: queries)),
            keys: .tensor(try Tensor(shape: shape.keyDimensions, elements: keys)), score: score.function,
            mask: mask.mask)
        inputs.headCount = shape.kind == .split ? shape.heads : nil
        inputs.fill = generator.chance(0.25) ? .largeNegative : .negativeInfinity
        tokens =
            generator.chance(0.5)
            ? (RandomPart.tokens(shape.queries, &generator), RandomPart.tokens(shape.keys, &generator)) : nil

        reference = ReferenceWeights(
            leading: shape.leading.map { ($0, Array(0..<$1)) }, queries: Array(0..<shape.queries),
            keys: Array(0..<shape.keys), queryLabels: tokens?.queries, keyLabels: tokens?.keys, values: [],
            masked: mask.rules.isEmpty ? nil : [], emptyRows: [])
        for batch in 0..<shape.batches {
            for head in 0..<shape.heads {
                for query in 0..<shape.queries {
                    let q = shape.query(batch, head, query).map { Double(queries[$0]) }
                    let scores = (0..<shape.keys).map { key in
                        score.value(q, shape.key(batch, head, key).map { Double(keys[$0]) })
                    }
                    let row = mask.rules.reduce(into: MaskedRow(scores)) { row, rule in
                        for key in 0..<shape.keys { row.apply(rule(batch, head, query, key), at: key) }
                    }
                    row.add(to: &reference, fill: inputs.fill)
                    let isPadding =
                        shape.queries == shape.keys
                        && mask.paddingRules.contains { rule in
                            (0..<shape.queries).allSatisfy { rule(batch, head, $0, query) <= -9984 }
                        }
                    padding += [Bool](repeating: isPadding, count: shape.keys)
                }
            }
        }
    }

    /// Whether a query is padding.
    var hasPadding: Bool { padding.contains(true) }

    /// The reference without the queries that are padding.
    var unpadded: ReferenceWeights {
        var unpadded = reference
        guard padding.contains(true), let masked = reference.masked else { return reference }
        unpadded.masked = zip(masked, padding).map { $0 || $1 }
        unpadded.values = zip(reference.values, padding).map { $1 ? 0 : $0 }
        return unpadded
    }

    /// The source of the weights, with its tokens.
    func source() throws -> ComputedWeights {
        try ComputedWeights(inputs).labelled(
            queries: tokens.map { TokenList($0.queries) }, keys: tokens.map { TokenList($0.keys) })
    }

    /// The same source with other operands.
    func source(queries: Operand, keys: Operand) throws -> ComputedWeights {
        var other = self
        (other.inputs.queries, other.inputs.keys) = (queries, keys)
        return try other.source()
    }

    /// The same source with values.
    func source(values: Operand) throws -> ComputedWeights {
        var other = self
        other.inputs.values = values
        return try other.source()
    }
}

/// What a mask does to a key: a bias that is added to its score, -infinity for a key that is hidden.
private struct MaskedRow {
    private var scores: [Double]
    private var hidden: [Bool]
    private var hardlyBiased: [Bool]

    init(_ scores: [Double]) {
        self.scores = scores
        hidden = scores.map { _ in false }
        hardlyBiased = hidden
    }

    mutating func apply(_ bias: Float, at key: Int) {
        if bias == -.infinity { hidden[key] = true }
        if bias <= -10_000 { hardlyBiased[key] = true }
        scores[key] += Double(bias)
    }

    /// Adds the weights of the row.
    func add(to reference: inout ReferenceWeights, fill: MaskedFill) {
        let isEmpty = !hidden.contains(false)
        reference.emptyRows.append(isEmpty && reference.masked != nil ? 1 : 0)
        guard !isEmpty || fill == .largeNegative || reference.masked == nil else {
            reference.values += scores.map { _ in 0 }
            reference.masked? += hidden
            return
        }
        let filled = zip(scores, hidden).map { $1 ? (fill == .largeNegative ? -1e6 : -.infinity) : $0 }
        let largest = filled.reduce(-.infinity) { $1 > $0 ? $1 : $0 }
        let exponentials = filled.map { exp($0 - largest) }
        let sum = exponentials.reduce(0, +)
        for key in scores.indices {
            let weight = exponentials[key] / sum
            // The rule of -infinity gives a hidden key no weight, whatever the others are. That of -1e6 does where others
            // have any.
            let isMasked =
                hidden[key] && (fill == .negativeInfinity || weight == 0) || hardlyBiased[key] && weight == 0
            reference.values.append(isMasked ? 0 : weight)
            reference.masked?.append(isMasked)
        }
    }
}

/// The shapes of queries and keys, and where the features of one of them lie.
struct OperandShape {
    enum Kind: CaseIterable {
        case matrix, heads, batches, both, split
    }

    let kind: Kind
    let batches: Int
    let heads: Int
    let keyHeads: Int
    let queries: Int
    let keys: Int
    let queryFeatures: Int
    let keyFeatures: Int
    /// Whether operands with split heads have an axis of batches.
    private let hasBatches: Bool

    init(_ generator: inout SeededGenerator) {
        kind = generator.pick(Kind.allCases)
        hasBatches = kind == .both || kind == .batches || kind == .split && generator.chance(0.5)
        batches = kind == .batches ? generator.integer(2...3) : hasBatches ? generator.integer(1...2) : 1
        keyHeads = [.matrix, .batches].contains(kind) ? 1 : generator.integer(1...2)
        heads = [.matrix, .batches].contains(kind) ? 1 : keyHeads * generator.integer(1...2)
        queries = generator.size()
        keys = generator.chance(0.4) ? queries : generator.size()
        queryFeatures = generator.integer(1...6)
        keyFeatures = kind == .split || generator.chance(0.7) ? queryFeatures : generator.integer(1...6)
    }

    /// The dimensions of an operand of these heads.
    func dimensions(_ count: Int, _ heads: Int, _ features: Int) -> [Int] {
        switch kind {
        case .matrix: [count, features]
        case .heads: [heads, count, features]
        case .batches: [batches, count, features]
        case .both: [batches, heads, count, features]
        case .split: (hasBatches ? [batches] : []) + [count, heads * features]
        }
    }

    var queryDimensions: [Int] { dimensions(queries, heads, queryFeatures) }
    var keyDimensions: [Int] { dimensions(keys, keyHeads, keyFeatures) }
    var queryElements: Int { queryDimensions.reduce(1, *) }
    var keyElements: Int { keyDimensions.reduce(1, *) }

    /// The axes of the weights before queries and keys.
    var leading: [(String, Int)] {
        switch kind {
        case .matrix: []
        case .heads: [("head", heads)]
        case .batches: [("batch", batches)]
        case .both: [("batch", batches), ("head", heads)]
        case .split: (hasBatches ? [("batch", batches)] : []) + [("head", heads)]
        }
    }

    private func features(_ batch: Int, _ head: Int, of heads: Int, _ row: Int, of rows: Int, _ size: Int) -> Range<Int>
    {
        let start =
            kind == .split
            ? ((batch * rows + row) * heads + head) * size : ((batch * heads + head) * rows + row) * size
        return start..<start + size
    }

    func query(_ batch: Int, _ head: Int, _ query: Int) -> Range<Int> {
        features(batch, head, of: heads, query, of: queries, queryFeatures)
    }

    func key(_ batch: Int, _ head: Int, _ key: Int) -> Range<Int> {
        self.key(batch, head, key, features: keyFeatures)
    }

    /// The features of a key, or of a value with so many.
    func key(_ batch: Int, _ head: Int, _ key: Int, features size: Int) -> Range<Int> {
        features(batch, head / (heads / keyHeads), of: keyHeads, key, of: keys, size)
    }
}
