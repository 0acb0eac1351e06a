import AttentionFigures
import Support

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A score with random parameters, as the code under test takes it and as a formula.
struct RandomScore {
    let function: any ScoringFunction
    /// The score of a query and a key.
    let value: (_ query: [Double], _ key: [Double]) -> Double

    init(_ shape: OperandShape, _ generator: inout SeededGenerator) throws {
        func dot(_ one: [Double], _ other: [Double]) -> Double { zip(one, other).reduce(0) { $0 + $1.0 * $1.1 } }
        func doubles(_ elements: [Float]) -> [Double] { elements.map(Double.init) }
        func product(_ matrix: [Double], _ vector: [Double]) -> [Double] {
            stride(from: 0, to: matrix.count, by: vector.count).map {
                dot(Array(matrix[$0..<$0 + vector.count]), vector)
            }
        }
        let (d, dk) = (shape.queryFeatures, shape.keyFeatures)
        let kinds: [ScoreKind] =
            d == dk
            ? [.dot, .scaledDot, .scaledDot, .gaussian, .cosine, .additive, .bilinear] : [.additive, .bilinear]
        let given: Float? = generator.chance(0.5) ? Float(generator.real(-2...2)) : nil
        switch generator.pick(kinds) {
        case .dot:
            function = DotProductScore()
            value = dot
        case .scaledDot:
            function = ScaledDotProductScore(scale: given)
            let factor = given.map(Double.init) ?? 1 / Double(d).squareRoot()
            value = { factor * dot($0, $1) }
        case .gaussian:
            let width = given ?? 1
            function = GaussianScore(width: width)
            value = { query, key in
                let distances = zip(query, key).map { Double(width) * ($0 - $1) }
                return -0.5 * dot(distances, distances)
            }
        case .cosine:
            let scale = given ?? 1
            function = CosineScore(scale: scale)
            func unit(_ vector: [Double]) -> [Double] {
                let norm = dot(vector, vector).squareRoot()
                return vector.map { $0 / (norm < 1e-8 ? 1e-8 : norm) }
            }
            value = { Double(scale) * dot(unit($0), unit($1)) }
        case .bilinear:
            let weights = generator.normals(d * dk).map { $0 / 2 }
            function = try BilinearScore(weights: Tensor(shape: [d, dk], elements: weights))
            // (q W) k: where an element is infinite, the order says which products are NaN.
            let columns = (0..<dk).map { column in stride(from: column, to: d * dk, by: dk).map { Double(weights[$0]) }
            }
            value = { query, key in dot(columns.map { dot(query, $0) }, key) }
        case .additive:
            let hidden = generator.integer(1...4)
            let (q, k, v) = (generator.normals(hidden * d), generator.normals(hidden * dk), generator.normals(hidden))
            function = try AdditiveScore(
                queryWeights: Tensor(shape: [hidden, d], elements: q),
                keyWeights: Tensor(shape: [hidden, dk], elements: k),
                valueWeights: Tensor(shape: generator.chance(0.5) ? [hidden] : [1, hidden], elements: v))
            value = { query, key in
                let sums = zip(product(doubles(q), query), product(doubles(k), key)).map { tanh($0 + $1) }
                return dot(doubles(v), sums)
            }
        }
    }
}
