/// The look of a figure: type sizes, colours, distances. Lengths are in points.
public struct FigureTheme: Hashable, Sendable {
    public var fontFamily = "DejaVu Sans, Noto Sans CJK SC, sans-serif"
    public var titleSize = 12.0
    public var panelTitleSize = 10.0
    public var axisLabelSize = 9.0
    public var tickLabelSize = 8.0
    /// The smallest size of labels; where they do not fit at this size, some are left out.
    public var smallestLabelSize = 5.0
    /// Labels of positions end in an ellipsis where they would be longer than this.
    public var longestLabel = 120.0

    /// The colour of the page; nil leaves the page transparent.
    public var background: RGBColor? = RGBColor(0xffffff)
    public var titleColor = RGBColor(0x1a1a1a)
    public var labelColor = RGBColor(0x333333)
    public var lineColor = RGBColor(0x4d4d4d)
    public var lineWidth = 0.5
    public var tickLength = 2.5
    public var tickPadding = 2.5

    /// The colours of the curves of a chart.
    public var firstCurve = RGBColor(0xb2182b)
    public var secondCurve = RGBColor(0x2166ac)

    public var maskedFill = RGBColor(0xe9e9ec)
    public var maskedLine = RGBColor(0xb4b4bc)
    public var marginalFill = RGBColor(0x9aa3ae)
    public var notANumberFill = RGBColor(0xcfd8dc)
    public var notANumberLine = RGBColor(0x37474f)

    /// The distance between a title or a name and what it names.
    public var labelPadding = 5.0
    public var margin = 9.0
    public var panelGap = 10.0
    public var colorbarWidth = 9.0
    public var colorbarGap = 12.0
    /// The length of the longest bar beside a panel.
    public var marginalLength = 20.0
    /// The length of a colorbar as a share of the panels it belongs to; its tick labels may need more.
    public var colorbarLength = 1.0
    /// Whether an axis without tokens labels every position where they fit; otherwise it has ticks at multiples of 1, 2, 5, ...
    public var labelsEveryIndex = true

    public init() {}

    public static let standard = FigureTheme()

    func style(_ size: Double) -> TextStyle { TextStyle(family: fontFamily, size: size) }
}
