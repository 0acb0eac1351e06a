import Tensors

extension NamedAxis {
    /// The index of the position with this number.
    ///
    /// - Throws: `WeightsError.notDrawn` if there is none.
    public func index(of number: Int) throws(WeightsError) -> Int {
        guard let index = positions.firstIndex(of: number) else {
            throw .notDrawn(axis: name, position: number, drawn: positions)
        }
        return index
    }
}
