import Attention
import Heatmaps
import Tensors

extension WeightsFigure {
    /// The differences A - B, with 0 in the middle of the colours.
    ///
    /// - Parameters:
    ///   - first: the weights A.
    ///   - part: the part of A to compare.
    ///   - second: the weights B.
    ///   - secondPart: the part of B to compare, of the same shape as that of A.
    ///   - columns: the number of panels in a row, if they have a single axis; nil for all.
    ///   - showsRawTokens: whether tokens are drawn unchanged.
    ///   - numbersRepeats: whether tokens that occur several times carry their number.
    /// - Throws: `WeightsError.shapesDiffer`, and the errors of the figures of A and B.
    public static func difference(
        _ first: any WeightsSource, part: WeightsPart = WeightsPart(), minus second: any WeightsSource,
        otherPart secondPart: WeightsPart = WeightsPart(), columns: Int? = nil, showsRawTokens: Bool = false,
        numbersRepeats: Bool = false
    ) throws -> WeightsFigure {
        let source = try DifferenceWeights(first, part: part, minus: second, otherPart: secondPart)
        var figure = try WeightsFigure(
            source, part: WeightsPart(), columns: columns, tokensOf: first.axes, isMerged: part.mergesWords,
            TokenStyle(showsRawTokens: showsRawTokens, numbersRepeats: numbersRepeats))
        let other = try WeightsFigure(second, part: secondPart, columns: columns).grid.titles.figure
        if let title = figure.grid.titles.figure, let other, title != other {
            figure.grid.titles.figure = "\(title) \u{2212} \(other.prefix(1).lowercased() + other.dropFirst())"
        }
        figure.grid.colors.colormap = try Colormap.named("RdBu_r")
        figure.grid.colors.norm = .twoSlope(center: 0)
        figure.grid.colorbar.label = "weight in A \u{2212} weight in B"
        figure.isSymmetric = true
        return figure
    }
}

extension DrawnWeights {
    /// The figure with colour limits at the same distance from 0 on both sides. Limits that are set already are kept.
    func symmetric() -> DrawnWeights {
        var drawn = self
        guard grid.colors.norm == .twoSlope(center: 0), !grid.colors.isRobust else { return drawn }
        let largest = cells.values.joined().lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
        drawn.grid.colors.minimum = grid.colors.minimum ?? -Double(largest)
        drawn.grid.colors.maximum = grid.colors.maximum ?? Double(largest)
        return drawn
    }
}
