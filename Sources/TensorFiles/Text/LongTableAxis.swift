import Tensors

/// The values of a column that names positions of an axis.
struct LongTableAxis {
    let name: String
    /// For each row of the table, an index into `texts`.
    private(set) var codes: [Int32] = []
    /// The different values, in the order of their first rows.
    private(set) var texts: [String] = []
    private var known: [String: Int32] = [:]
    /// The tokens of the values, from a column of their own.
    private var tokens: [Int32: String] = [:]
    private(set) var hasTokens = false

    init(name: String) { self.name = name }

    mutating func add(_ text: String) {
        if let code = known[text] {
            codes.append(code)
        } else {
            // No more different values than rows, which are fewer than 2^31 as text has at most 2^32 bytes in practice.
            let code = Int32(truncatingIfNeeded: texts.count)
            known[text] = code
            texts.append(text)
            codes.append(code)
        }
    }

    /// The token of the value that was added last.
    mutating func addToken(_ token: String) {
        hasTokens = true
        if let code = codes.last { tokens[code] = token }
    }

    /// The axis and, for each value, its index on it. Whole numbers are in their order, and the gaps between few of them are
    /// filled where positions follow each other; words are in the order of the table.
    func resolved(fillsGaps: Bool) -> (axis: NamedAxis, indices: [Int]) {
        let numbers = texts.compactMap { Self.integer($0, isNumbered: !fillsGaps) }
        let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
        guard numbers.count == texts.count, let first = order.first, let last = order.last,
            zip(order, order.dropFirst()).allSatisfy({ numbers[$0] != numbers[$1] })
        else {
            let labels = texts.indices.map { tokens[Int32($0)] ?? texts[$0] }
            return (NamedAxis(name: name, positions: Array(texts.indices), labels: labels), Array(texts.indices))
        }
        let (low, high) = (numbers[first], numbers[last])
        let (span, isHuge) = high.subtractingReportingOverflow(low)
        let positions: [Int]
        var indices: [Int]
        if fillsGaps, !isHuge, span < 4 * numbers.count + 16 {
            positions = Array(low...high)
            indices = numbers.map { $0 - low }
        } else {
            positions = order.map { numbers[$0] }
            indices = [Int](repeating: 0, count: numbers.count)
            for (position, index) in order.enumerated() { indices[index] = position }
        }
        guard hasTokens else { return (NamedAxis(name: name, positions: positions), indices) }
        var labels = positions.map { "\($0)" }
        for (code, index) in indices.enumerated() {
            if let token = tokens[Int32(truncatingIfNeeded: code)] { labels[index] = token }
        }
        return (NamedAxis(name: name, positions: positions, labels: labels), indices)
    }

    /// The number of a position: `5`, `5.0`, and of layers and heads also `L5` and `head 5`.
    private static func integer(_ text: String, isNumbered: Bool) -> Int? {
        if let integer = Int(text) { return integer }
        if let number = Double(text), let integer = Int(exactly: number) { return integer }
        guard isNumbered else { return nil }
        let letters = text.prefix { $0.isLetter || " _-.".contains($0) }
        return letters.count == text.count ? nil : Int(text.dropFirst(letters.count))
    }
}
