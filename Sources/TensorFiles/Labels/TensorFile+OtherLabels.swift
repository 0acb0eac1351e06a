extension TensorFile {
    /// The lists of words whose names say which axis they are of, besides those of `axisLabelLists()`: the words of the source of
    /// a translation are the keys, those of its target the queries; `x_labels` are those of the columns.
    public var labelsByRole: (keys: StoredLabels?, queries: StoredLabels?) {
        func first(_ names: [String]) -> StoredLabels? {
            names.lazy.compactMap { name in labels.first { $0.name == name } }.first
        }
        return (first(LabelNames.sources), first(LabelNames.targets))
    }

    /// The lists of words whose names do not say that they are those of an axis, such as `words` or `results.tokens`.
    public var otherLabels: [StoredLabels] {
        labels.filter { !(LabelNames.all + LabelNames.sources + LabelNames.targets).contains($0.name) }
    }
}
