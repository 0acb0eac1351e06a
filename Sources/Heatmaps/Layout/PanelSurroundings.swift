/// How far things reach out around one panel, in points.
struct PanelSurroundings {
    /// The largest bar of a row, a column or a panel, with its labels.
    var bar = FigureSize(width: 0, height: 0)
    /// Tick labels at the left.
    var besideWidth = 0.0
    /// Tick labels at the left, above and below the panel.
    var overhang = 0.0
    /// A bar of the panel's own, above and below the panel.
    var barOverhang = 0.0
    /// The distance that labels below move down to stand clear of those two.
    var belowOffset = 0.0
    /// Tick labels below the panel, with that distance.
    var belowHeight = 0.0
    /// Tick labels below, to the left of the panel.
    var belowReach = 0.0
    /// The distance that titles of panels move up to stand clear.
    var titleOffset = 0.0
    /// Titles of panels, with that distance.
    var titleHeight = 0.0
    /// Bars of the marginals, above the panel and at its right.
    var marginal = 0.0
}
