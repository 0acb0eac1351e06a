import Heatmaps

/// Colours as attributes, and the style rules that replace them on a dark page.
///
/// The attributes are those of a light page, which viewers without media queries show. The class of a rule is named after its
/// colour, so that several figures on one web page do not conflict.
struct SVGColors {
    struct Paint {
        enum Property: String { case fill, stroke }

        let property: Property
        let light: RGBColor
        let dark: RGBColor

        static func fill(_ light: RGBColor, _ dark: RGBColor) -> Paint {
            Paint(property: .fill, light: light, dark: dark)
        }
        static func stroke(_ light: RGBColor, _ dark: RGBColor) -> Paint {
            Paint(property: .stroke, light: light, dark: dark)
        }
    }

    /// The page on which an element is visible.
    enum Side: String { case light, dark }

    /// Declarations by the name of their class.
    private var rules: [String: String] = [:]

    /// The attributes of something with these colours.
    mutating func attributes(_ paints: Paint...) -> String {
        var attributes = paints.map { "\($0.property.rawValue)=\"\($0.light.hex)\"" }
        var classes: [String] = []
        for paint in paints where paint.light != paint.dark {
            let name = "attnviz-\(paint.property.rawValue)-\(paint.dark.hex.dropFirst())"
            rules[name] = "\(paint.property.rawValue):\(paint.dark.hex)"
            classes.append(name)
        }
        if !classes.isEmpty { attributes.append("class=\"\(classes.joined(separator: " "))\"") }
        return attributes.joined(separator: " ")
    }

    /// The attributes of an element that is visible on one of the two pages only.
    mutating func attributes(only side: Side) -> String {
        let name = "attnviz-only-\(side.rawValue)"
        rules[name] = side == .light ? "display:none" : "display:inline"
        return "class=\"\(name)\"" + (side == .dark ? " display=\"none\"" : "")
    }

    /// The style sheet of the attributes given so far.
    var styleSheet: String {
        guard !rules.isEmpty else { return "" }
        let list = rules.sorted { $0.key < $1.key }.map { ".\($0.key){\($0.value)}" }.joined()
        return "<style>.\(Self.rootClass){color-scheme:light dark}"
            + "@media (prefers-color-scheme:dark){\(list)}</style>\n"
    }

    /// The class of the root of a figure with a dark page; its `color-scheme` makes browsers darken what is behind a transparent
    /// page.
    static let rootClass = "attnviz-adaptive"
}
