import AttentionFigures
import Support

/// A mask of some kinds together, as the code under test takes it and as rules.
struct RandomMask {
    /// The bias of a key; -infinity hides it.
    typealias Rule = (_ batch: Int, _ head: Int, _ query: Int, _ key: Int) -> Float

    private(set) var rules: [Rule] = []
    private var masks: [AttentionMask] = []
    /// Whether a bias hides keys by its size: no other mask may then hide the rest of a row.
    private var hasHardBias = false
    private let shape: OperandShape
    private let isFinite: Bool

    var mask: AttentionMask { masks.isEmpty ? .none : masks.count == 1 ? masks[0] : .all(masks) }

    /// - Parameter isFinite: whether all scores are, so that a key without a large bias has a weight
    init(_ shape: OperandShape, isFinite: Bool, _ generator: inout SeededGenerator) {
        self.shape = shape
        self.isFinite = isFinite
        // The first of three axes counts batch rows only where a mask has an entry for each.
        if shape.kind == .batches { addLengths(&generator) }
        for _ in 0..<generator.pick([0, 0, 1, 1, 2, 3]) where !hasHardBias {
            switch generator.integer(0...6) {
            case 0: addLengths(&generator)
            case 1: addLengthsPerQuery(&generator)
            case 2: add(.causal) { $2 >= $3 }
            case 3:
                let width = generator.chance(0.1) ? .max : generator.integer(1...shape.keys + 2)
                add(.window(width: width)) { abs($2 - $3) < width }
            case 4: addBoolean(&generator)
            default: addBias(&generator)
            }
        }
    }

    private mutating func add(_ mask: AttentionMask, keeps: @escaping (Int, Int, Int, Int) -> Bool) {
        masks.append(mask)
        rules.append { keeps($0, $1, $2, $3) ? 0 : -.infinity }
    }

    private mutating func addLengths(_ generator: inout SeededGenerator) {
        let lengths = (0..<shape.batches).map { _ in length(&generator) }
        add(.validLengths(lengths)) { batch, _, _, key in key < lengths[batch] }
    }

    private mutating func addLengthsPerQuery(_ generator: inout SeededGenerator) {
        let lengths = (0..<shape.batches).map { _ in (0..<shape.queries).map { _ in length(&generator) } }
        add(.validLengthsPerQuery(lengths)) { batch, _, query, key in key < lengths[batch][query] }
    }

    private func length(_ generator: inout SeededGenerator) -> Int {
        generator.chance(0.03) ? .max : generator.integer(0...shape.keys + 1)
    }

    /// The dimensions of a matrix mask, and its element for a position.
    private func matrix(_ generator: inout SeededGenerator) -> ([Int], (Int, Int, Int, Int) -> Int) {
        let shape = shape
        // With three axes of which the first has several entries, it counts batch rows.
        let ranks = shape.kind == .heads && shape.heads > 1 ? [2, 4] : [2, 3, 4]
        switch generator.pick(ranks) {
        case 2: return ([shape.queries, shape.keys], { $2 * shape.keys + $3 })
        case 3:
            return (
                [shape.batches, shape.queries, shape.keys], { ($0 * shape.queries + $2) * shape.keys + $3 }
            )
        default:
            return (
                [shape.batches, shape.heads, shape.queries, shape.keys],
                { (($0 * shape.heads + $1) * shape.queries + $2) * shape.keys + $3 }
            )
        }
    }

    private mutating func addBoolean(_ generator: inout SeededGenerator) {
        let (dimensions, index) = matrix(&generator)
        let share = generator.real(0...1)
        let kept = (0..<dimensions.reduce(1, *)).map { _ in generator.chance(share) }
        let elements = kept.map { $0 ? generator.pick([1, -2, Float(0.5)]) : 0 }
        guard let numbers = try? Tensor(shape: dimensions, elements: elements),
            let flags = try? BooleanTensor(shape: dimensions, elements: kept)
        else { return }
        add(generator.chance(0.5) ? .boolean(flags) : .stored(Self.stored(numbers, isAdditive: false))) {
            kept[index($0, $1, $2, $3)]
        }
    }

    private mutating func addBias(_ generator: inout SeededGenerator) {
        let (dimensions, index) = matrix(&generator)
        // Biases as large as these leave few digits of a score, so each row keeps a key without one.
        let isHard = isFinite && rules.isEmpty && shape.kind != .batches && generator.chance(0.3)
        hasHardBias = isHard
        let keys = shape.keys
        let elements = (0..<dimensions.reduce(1, *)).map { element -> Float in
            if isHard { return element % keys == element / keys % keys ? 0 : generator.pick([0, -65504, -10_000]) }
            return generator.chance(0.3) ? -.infinity : generator.chance(0.01) ? .nan : generator.normal()
        }
        guard let bias = try? Tensor(shape: dimensions, elements: elements) else { return }
        masks.append(generator.chance(0.5) ? .additive(bias) : .stored(Self.stored(bias, isAdditive: true)))
        rules.append { elements[index($0, $1, $2, $3)] }
    }

    /// A mask that is read row by row.
    private static func stored(_ mask: Tensor, isAdditive: Bool) -> StoredMask {
        let sizes = Array(mask.shape.dimensions.suffix(2))
        let leading = Array(mask.shape.dimensions.dropLast(2))
        return StoredMask(shape: mask.shape, isAdditive: isAdditive) { index, rows in
            let matrix = zip(index, leading).reduce(0) { $0 * $1.1 + $1.0 }
            let start = (matrix * sizes[0] + rows.lowerBound) * sizes[1]
            return Array(mask.elements[start..<start + rows.count * sizes[1]])
        }
    }
}
