/// Which axis of the scores each axis of a mask belongs to.
struct MaskReading: Hashable, Sendable {
    /// The name of each axis of the mask.
    let names: [String]

    /// The possible readings of a mask by the sizes of its axes: an axis of the mask has length 1 or that of its axis of the
    /// scores, and the last is that of the keys. Readings that differ in axes of length 1 only are the same.
    ///
    /// - Parameters:
    ///   - shape: the sizes of the axes of the mask.
    ///   - axes: the axes of the scores.
    static func all(of shape: [Int], over axes: MaskAxes) -> [MaskReading] {
        var found: [MaskReading] = []
        var meanings: Set<[String]> = []
        for names in candidates(shape.count, axes) {
            let reading = MaskReading(names: names)
            guard reading.fits(shape, over: axes) else { continue }
            // The axes along which the mask varies.
            let meaning = zip(names, shape).filter { $0.1 != 1 }.map(\.0)
            if meanings.insert(meaning).inserted { found.append(reading) }
        }
        return found
    }

    /// The names that the axes of a mask may have, with those that other libraries use first.
    private static func candidates(_ rank: Int, _ axes: MaskAxes) -> [[String]] {
        let leading = axes.leading.map(\.name)
        // More axes than the scores have must be of length 1.
        let extra = [String](repeating: "1", count: max(0, rank - 2 - leading.count))
        let matrices =
            rank < 2 ? [] : subsets(of: leading, count: rank - 2 - extra.count).map { extra + $0 + ["query", "key"] }
        // A key mask: for all matrices, or for each batch row.
        let keys = rank == 1 ? [["key"]] : rank == 2 && axes.batchAxis != nil ? [["batch", "key"]] : []
        return matrices + keys
    }

    /// The selections of `count` names, in order.
    private static func subsets(of names: [String], count: Int) -> [[String]] {
        guard count > 0 else { return [[]] }
        guard count <= names.count, let first = names.first else { return [] }
        let rest = Array(names.dropFirst())
        return subsets(of: rest, count: count - 1).map { [first] + $0 } + subsets(of: rest, count: count)
    }

    /// Whether the names are axes of the scores in their order, the last is that of the keys, and the sizes fit.
    func fits(_ shape: [Int], over axes: MaskAxes) -> Bool {
        guard names.count == shape.count, names.last == "key" else { return false }
        var next = 0
        for (name, size) in zip(names, shape) {
            guard let index = axes.all[next...].firstIndex(where: { $0.name == name }) else {
                // An axis that the scores do not have.
                guard size == 1, !axes.all.contains(where: { $0.name == name }) else { return false }
                continue
            }
            guard size == 1 || size == axes.all[index].count else { return false }
            next = index + 1
        }
        return true
    }
}
