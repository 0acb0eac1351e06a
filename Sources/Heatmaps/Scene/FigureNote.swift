import Tensors

/// A fact about a laid-out figure that the figure does not show itself. `description` is a clause without advice, which only the
/// program that made the figure can give.
public enum FigureNote: Hashable, Sendable {
    /// What is counted.
    public enum Noun: String, Hashable, Sendable {
        /// A cell is one value.
        case value
        /// A cell holds several positions.
        case cell
    }

    /// A side of a page that follows its content is longer than that of a sheet of paper A2; lengths are in points.
    case largePage(width: Double, height: Double)
    /// Of the labels of an axis (`x` or `y`), one in `step` is shown.
    case thinnedLabels(axis: String, shown: Int, count: Int, step: Int, isPageFixed: Bool)
    /// So many labels of positions end in an ellipsis.
    case shortenedLabels(count: Int)
    /// Infinite values are drawn in the end colours of the scale.
    case infinite(count: Int, Noun)
    /// Negative and positive values share a half of a diverging colormap.
    case zeroOffCenter(colormap: String)
    /// Negative and positive values share the colours of the default map, which tell no signs apart.
    case bothSigns
    /// The range of a colour scale has so few steps of `Float` that values may differ by rounding only, and values of double
    /// precision were rounded.
    case fewSteps(Int)
    /// Numbers from 2^24 on are written, of which single precision keeps about seven digits.
    case roundedNumbers
    /// The lightness of colours of the user's own goes up and down.
    case unorderedColors(colormap: String)
    case belowScale(count: Int, Noun)
    case aboveScale(count: Int, Noun)
    case notANumber(count: Int, Noun)
    /// Numbers were wanted in the cells, and are not drawn.
    case cellsTooSmallForNumbers
    /// Numbers were wanted in the cells above a value, and there is none.
    case noNumberAbove(Double)
    /// Lines were wanted between the cells, and are not drawn.
    case cellsTooSmallForGridLines
    /// Titles of cells were wanted, and are not written.
    case tooManyCellTitles(limit: Int)
}

extension FigureNote: CustomStringConvertible {
    public var description: String {
        switch self {
        case .largePage(let width, let height):
            "the page is \(inches(width)) x \(inches(height)) in"
        case .thinnedLabels(let axis, let shown, let count, let step, _):
            "the \(axis) axis shows \(shown) of \(count) labels, one in \(step)"
        case .shortenedLabels(let count):
            "\(count) \(count == 1 ? "label ends" : "labels end") in an ellipsis"
        case .infinite(let count, let noun):
            "\(count) infinite \(counted(noun, count, "is", "are")) drawn as the end of the colour scale"
        case .zeroOffCenter(let colormap):
            "the middle colour of \(colormap) is not at 0"
        case .bothSigns:
            "values lie on both sides of 0, and the colours do not show which are negative"
        case .fewSteps(let count):
            "the colours span \(count) \(count == 1 ? "step" : "steps") of single precision, in which values are kept: finer "
                + "differences are lost"
        case .roundedNumbers:
            "values are kept in single precision, so that the last digits of numbers from 16777216 on may be others than in "
                + "the file"
        case .unorderedColors(let colormap):
            "the colours of \(colormap) do not get lighter or darker steadily for every reader: many cannot tell which of two "
                + "values is larger"
        case .belowScale(let count, let noun):
            "\(count) \(counted(noun, count, "lies", "lie")) below the colour scale; the bar ends in an arrow there"
        case .aboveScale(let count, let noun):
            "\(count) \(counted(noun, count, "lies", "lie")) above the colour scale; the bar ends in an arrow there"
        case .notANumber(let count, let noun):
            "\(count) \(counted(noun, count, "is", "are")) NaN"
        case .cellsTooSmallForNumbers:
            "the cells are too small for numbers that can be read"
        case .noNumberAbove(let limit):
            "no value is above \(NumberText.general(limit, digits: 6)): no cell has a number"
        case .cellsTooSmallForGridLines:
            "the cells are too small for grid lines"
        case .tooManyCellTitles(let limit):
            "more than \(limit) cells are drawn: they say nothing when pointed at"
        }
    }

    private func counted(_ noun: Noun, _ count: Int, _ one: String, _ many: String) -> String {
        count == 1 ? "\(noun.rawValue) \(one)" : "\(noun.rawValue)s \(many)"
    }

    private func inches(_ points: Double) -> String { DecimalText.fixed(points / 72, decimals: 0) }
}
