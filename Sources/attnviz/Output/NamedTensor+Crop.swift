import Tensors

extension NamedTensor {
    /// The queries and keys of these ranges.
    func cropped(_ crop: (queries: Range<Int>, keys: Range<Int>)) throws -> NamedTensor {
        var current = self
        for (name, range) in [("query", crop.queries), ("key", crop.keys)] {
            // A choice of positions by name leaves the axis as it is: both are refused.
            guard try range.count < axes[index(of: name)].positions.count else { continue }
            current = try current.selecting(
                AxisSelection([(name, .range(from: range.lowerBound, to: range.upperBound))]))
        }
        return current
    }
}
