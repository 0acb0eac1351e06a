extension ColorScales {
    /// The format of the numbers under a scale.
    func format(_ annotation: CellAnnotation, scale index: Int) -> CellAnnotation {
        let scale = scales[index]
        let members = censuses.indices.lazy.filter { self.index(row: $0 / columns, column: $0 % columns) == index }
        let drawn = members.compactMap { censuses[$0] }
        let ranges = drawn.compactMap(\.range)
        let lowest = ranges.map(\.lowerBound).min() ?? scale.minimum
        let highest = ranges.map(\.upperBound).max() ?? scale.maximum
        // Limits of the user's own that are closer spread the colours over less.
        let (low, high) = (max(lowest, scale.minimum), min(highest, scale.maximum))
        let isNarrow = low < high && high - low < highest - lowest
        let isLogarithmic =
            switch scale.norm {
            case .log, .symmetricLog: true
            case .linear, .power, .twoSlope: false
            }
        let values = AnnotatedValues(
            lowest: lowest, highest: highest, isWhole: drawn.allSatisfy(\.isWhole), isLogarithmic: isLogarithmic)
        guard isNarrow, annotation.style == .automatic, !values.isWhole else { return annotation.resolved(for: values) }
        let near = annotation.resolved(
            for: AnnotatedValues(lowest: low, highest: high, isWhole: false, isLogarithmic: isLogarithmic))
        let all = annotation.resolved(for: values)
        return near.style == .fixed && all.style == .fixed && near.digits > all.digits ? near : all
    }
}
