import AttentionFigures
import Support

/// A mask of some kinds together, as the code under test takes it and as rules.
struct RandomMask {
    /// The bias of a key; -infinity hides it.
    typealias Rule = (_ batch: Int, _ head: Int, _ query: Int, _ key: Int) -> Float

    private(set) var rules: [Rule] = []
    /// The rules that mask keys as padding where they do so for all queries.
    private(set) var paddingRules: [Rule] = []
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
            case 2:
                let offset = offset(&generator)
                add(.causal(offset: offset)) { $2 + offset >= $3 }
            case 3:
                let (width, offset) = (
                    generator.chance(0.1) ? .max : generator.integer(1...shape.keys + 2), offset(&generator)
                )
                add(.window(width: width, offset: offset)) { abs($2 + offset - $3) < width }
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
        paddingRules.append(rules[rules.count - 1])
    }

    private mutating func addLengthsPerQuery(_ generator: inout SeededGenerator) {
        let lengths = (0..<shape.batches).map { _ in (0..<shape.queries).map { _ in length(&generator) } }
        add(.validLengthsPerQuery(lengths)) { batch, _, query, key in key < lengths[batch][query] }
        paddingRules.append(rules[rules.count - 1])
    }

    private func length(_ generator: inout SeededGenerator) -> Int {
        generator.chance(0.03) ? .max : generator.integer(0...shape.keys + 1)
    }

    /// The position of the first query.
    private func offset(_ generator: inout SeededGenerator) -> Int {
        generator.chance(0.5) ? 0 : generator.integer(-shape.queries...shape.keys + 1)
    }

    /// The dimensions of a mask that may broadcast, the names of its axes, and its element for a position.
    private func tensor(
        _ generator: inout SeededGenerator, isSquare: Bool = false
    ) -> (dimensions: [Int], axes: [String], index: (Int, Int, Int, Int) -> Int) {
        let sizes = [shape.batches, shape.heads, shape.queries, shape.keys]
        let names = ["batch", "head", "query", "key"]
        // Operands of three axes have one of batch and head only.
        let axes = [0, 1, 2].filter { axis in isSquare && axis == 2 || generator.chance(0.6) && hasAxis(axis) } + [3]
        let isFull = axes.map { isSquare && $0 > 1 || generator.chance($0 == 3 ? 0.9 : 0.7) }
        let dimensions = zip(axes, isFull).map { $1 ? sizes[$0] : 1 }
        return (
            dimensions, axes.map { names[$0] },
            { batch, head, query, key in
                zip(axes, zip(dimensions, isFull)).reduce(0) { index, axis in
                    index * axis.1.0 + (axis.1.1 ? [batch, head, query, key][axis.0] : 0)
                }
            }
        )
    }

    private func hasAxis(_ axis: Int) -> Bool {
        switch shape.kind {
        case .batches: axis != 1
        case .heads: axis != 0
        default: true
        }
    }

    private mutating func addBoolean(_ generator: inout SeededGenerator) {
        let (dimensions, axes, index) = tensor(&generator)
        let share = generator.real(0...1)
        let kept = (0..<dimensions.reduce(1, *)).map { _ in generator.chance(share) }
        let elements = kept.map { $0 ? generator.pick([1, -2, Float(0.5)]) : 0 }
        guard let numbers = try? Tensor(shape: dimensions, elements: elements),
            let flags = try? BooleanTensor(shape: dimensions, elements: kept)
        else { return }
        add(
            generator.chance(0.5)
                ? .boolean(flags, axes: axes) : .tensor(Self.stored(numbers, meaning: .allowed, axes: axes))
        ) {
            kept[index($0, $1, $2, $3)]
        }
        if dimensions.last == shape.keys { paddingRules.append(rules[rules.count - 1]) }
    }

    private mutating func addBias(_ generator: inout SeededGenerator) {
        // Biases as large as these leave few digits of a score, so each row keeps a key without one.
        let isHard = isFinite && rules.isEmpty && shape.kind != .batches && generator.chance(0.3)
        let (dimensions, axes, index) = tensor(&generator, isSquare: isHard)
        hasHardBias = isHard
        let keys = shape.keys
        let elements = (0..<dimensions.reduce(1, *)).map { element -> Float in
            if isHard { return element % keys == element / keys % keys ? 0 : generator.pick([0, -65504, -10_000]) }
            return generator.chance(0.3) ? -.infinity : generator.chance(0.01) ? .nan : generator.normal()
        }
        guard let bias = try? Tensor(shape: dimensions, elements: elements) else { return }
        masks.append(
            generator.chance(0.5) ? .additive(bias, axes: axes) : .tensor(Self.stored(bias, meaning: .bias, axes: axes))
        )
        rules.append { elements[index($0, $1, $2, $3)] }
        if dimensions.last == shape.keys { paddingRules.append(rules[rules.count - 1]) }
    }

    /// A mask that is read row by row.
    private static func stored(_ mask: Tensor, meaning: MaskTensor.Meaning, axes: [String]) -> MaskTensor {
        let sizes = Array(([1, 1] + mask.shape.dimensions).suffix(2))
        let leading = Array(mask.shape.dimensions.dropLast(2))
        return MaskTensor(shape: mask.shape, meaning: meaning, axes: axes) { index, rows in
            let matrix = zip(index, leading).reduce(0) { $0 * $1.1 + $1.0 }
            let start = (matrix * sizes[0] + rows.lowerBound) * sizes[1]
            return Array(mask.elements[start..<start + rows.count * sizes[1]])
        }
    }
}
