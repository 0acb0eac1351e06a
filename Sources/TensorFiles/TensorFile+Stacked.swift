extension TensorFile {
    /// All tensors of the file stacked along a new first axis, in the order of the one number in which their names
    /// differ: `layer.0.attention` ... `layer.11.attention` are `layer.*.attention` of 12 layers, and layer 2 comes
    /// before layer 10.
    ///
    /// - Returns: nil when the file has fewer than two tensors, when they differ in shape or element type, or when their
    ///   names are not such a series.
    /// - Throws: `TensorFileError.tooManyAxes`, `.badShape` when the stack would be too large.
    public func stacked() throws(TensorFileError) -> StoredTensor? {
        guard let first = tensors.first, tensors.count > 1,
            tensors.allSatisfy({ $0.shape == first.shape && $0.elementType == first.elementType })
        else { return nil }
        guard let series = NumberedSeries(tensors.map(\.name)) else { return nil }
        return try StoredTensor(
            name: series.name, stacking: series.order.map { tensors[$0] }, like: first, path: path)
    }
}
