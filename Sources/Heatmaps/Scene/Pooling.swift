import Tensors

/// Makes the cells of a panel fewer by value, before they are coloured: of maxima a lone peak stays visible at every size.
struct Pooling {
    let rule: PositionPooling.Rule
    /// How many cells each drawn cell stands for along each axis.
    let factor: PositionsPerCell

    init(_ rule: PositionPooling.Rule = .maximum, factor: PositionsPerCell) {
        self.rule = rule
        self.factor = factor
    }

    /// A drawn cell: NaN if any of its cells is NaN, masked if all of them are, else the largest value or the mean.
    ///
    /// - Parameter stored: what the cells of the panel stand for; the last of a row or column weighs less in a mean.
    func pooled(_ panel: Panel, _ stored: PositionPooling = PositionPooling()) -> (values: [Float], kinds: [CellKind]) {
        let heights = Self.positions(stored, cells: panel.rows, axis: 0)
        let widths = Self.positions(stored, cells: panel.columns, axis: 1)
        let columns = PositionPooling.cells(panel.columns, factor: factor.keys)
        let count = PositionPooling.cells(panel.rows, factor: factor.queries) * columns
        var largest = [Float](repeating: -.infinity, count: count)
        var kinds = [CellKind](repeating: .masked, count: count)
        var sums = [Double](repeating: 0, count: rule == .mean ? count : 0)
        var weights = sums
        panel.values.elements.withUnsafeBufferPointer { elements in
            for row in 0..<panel.rows {
                let start = row / factor.queries * columns
                for column in 0..<panel.columns {
                    let source = row * panel.columns + column
                    let target = start + column / factor.keys
                    // Masked positions count as 0 in a mean, as in maps that are pooled while they are computed.
                    let weight = rule == .mean ? Double(heights[row] * widths[column]) : 0
                    if rule == .mean { weights[target] += weight }
                    if let masked = panel.masked, masked[source] { continue }
                    let value = elements[source]
                    if rule == .mean { sums[target] += weight * Double(value) }
                    if value.isNaN {
                        kinds[target] = .notANumber
                    } else if kinds[target] != .notANumber {
                        kinds[target] = .value
                        if value > largest[target] { largest[target] = value }
                    }
                }
            }
        }
        switch rule {
        case .maximum: return (largest, kinds)
        case .mean: return (zip(sums, weights).map { Float($0 / $1) }, kinds)
        }
    }

    /// How many positions each cell stands for along an axis.
    private static func positions(_ stored: PositionPooling, cells: Int, axis: Int) -> [Int] {
        let all = stored.positions?[axis] ?? cells
        let side = stored.factor.sides[axis]
        return (0..<cells).map { min(side, all - $0 * side) }
    }
}

extension HeatmapGrid {
    /// The same figure with fewer cells, each of which stands for so many queries and keys.
    ///
    /// - Precondition: a multiple of what the cells stand for already.
    /// - Throws: `FigureError`, which would be a defect.
    func pooled(to factor: PositionsPerCell) throws(FigureError) -> HeatmapGrid {
        let further = Pooling(pooling.rule, factor: factor / pooling.factor)
        let pooled = concurrentMap(panels.count) { place in panels[place].map { further.pooled($0, pooling) } }
        var figure = self
        figure.pooling = try PositionPooling(pooling.rule, factor: factor, positions: matrixShape)
        for (place, cells) in pooled.enumerated() {
            guard let panel = panels[place], let (values, kinds) = cells else { continue }
            let masked = kinds.contains(.masked) ? kinds.map { $0 == .masked } : nil
            let elements = zip(values, kinds).map { $1 == .value ? $0 : $1 == .masked ? 0 : .nan }
            let tensor: Tensor
            do throws(TensorError) {
                tensor = try Tensor(shape: figure.cellShape.dimensions, elements: elements)
            } catch {
                preconditionFailure("as many cells as were pooled: \(error)")
            }
            var drawn = try Panel(tensor, masked: masked, title: panel.title)
            drawn.colormap = panel.colormap
            figure.panels[place] = drawn
        }
        return figure
    }
}
