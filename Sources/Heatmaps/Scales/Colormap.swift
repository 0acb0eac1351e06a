/// 256 colours from low to high.
///
/// A name may end in `_r`: the same colours from high to low. Colours separated by commas, `#ffffff,#08306b`, are a map
/// of their own: spread evenly and joined by straight lines.
public struct Colormap: Hashable, Sendable {
    public let name: String
    /// Always 256 colours, lowest value first.
    public let colors: [RGBColor]

    static let size = 256

    /// Whether the colours run from two ends to a middle that is lighter, or darker, than both.
    var isDiverging: Bool {
        let lightness = [0, Colormap.size / 2, Colormap.size - 1].map { colors[$0].lightness }
        let (first, last) = (lightness[0] - lightness[1], lightness[2] - lightness[1])
        return first * last > 0 && min(abs(first), abs(last)) > 20
    }

    /// Whether the user chose the colours one by one.
    var isCustom: Bool { name.hasPrefix("#") }

    private init(name: String, colors: [RGBColor]) {
        self.name = name
        self.colors = colors
    }

    /// Anchors spread evenly and joined by straight lines per sRGB channel, as matplotlib's `LinearSegmentedColormap` does;
    /// channels are rounded to the nearest 8-bit value.
    ///
    /// - Precondition: two anchors at least.
    public init(name: String, anchors: [RGBColor]) {
        precondition(anchors.count >= 2, "a colormap of \(anchors.count) colours")
        let colors = (0..<Colormap.size).map { index -> RGBColor in
            let position = Double(index) / Double(Colormap.size - 1) * Double(anchors.count - 1)
            let lower = min(Int(position), anchors.count - 2)
            let fraction = position - Double(lower)
            func mixed(_ channel: KeyPath<RGBColor, UInt8>) -> UInt8 {
                let low = Double(anchors[lower][keyPath: channel])
                let high = Double(anchors[lower + 1][keyPath: channel])
                return UInt8((low + (high - low) * fraction).rounded())
            }
            return RGBColor(red: mixed(\.red), green: mixed(\.green), blue: mixed(\.blue))
        }
        self.init(name: name, colors: colors)
    }

    init(name: String, anchors: [UInt32]) {
        self.init(name: name, anchors: anchors.map { RGBColor($0) })
    }

    /// 256 colours given as six hexadecimal digits each, one after the other.
    init(name: String, table: String) {
        let digits = table.utf8.map { digit in
            UInt32(digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10)
        }
        precondition(digits.count == Colormap.size * 6, "the table of \(name) has \(digits.count) digits")
        let colors = (0..<Colormap.size).map { index in
            RGBColor(digits[index * 6..<index * 6 + 6].reduce(0) { $0 << 4 | $1 })
        }
        self.init(name: name, colors: colors)
    }

    /// The same colours from high to low, under the name with `_r` added or removed.
    public var reversed: Colormap {
        Colormap(name: name.hasSuffix("_r") ? String(name.dropLast(2)) : name + "_r", colors: colors.reversed())
    }

    /// The map of that name, `_r` included, or of those colours.
    ///
    /// - Throws: `FigureError.unknownColormap` naming the known names, `.colorList` for a list that is none.
    public static func named(_ name: String) throws(FigureError) -> Colormap {
        if name.hasPrefix("#") {
            let colors = name.split(separator: ",", omittingEmptySubsequences: false).map { RGBColor(hex: $0) }
            guard colors.count >= 2, !colors.contains(nil) else { throw .colorList(name) }
            return Colormap(name: name, anchors: colors.compactMap { $0 })
        }
        let isReversed = name.hasSuffix("_r")
        let base = isReversed ? String(name.dropLast(2)) : name
        guard let make = makers[base] else {
            throw .unknownColormap(name: name, known: baseNames)
        }
        return isReversed ? make().reversed : make()
    }

    /// The names that `named(_:)` knows, in the order for showing them, without their `_r` forms.
    public static let baseNames = [
        "Reds", "Blues", "Greens", "Greys", "Purples", "Oranges", "YlGnBu", "YlOrRd", "viridis", "cividis", "magma",
        "inferno", "plasma", "RdBu", "PuOr", "BrBG", "coolwarm",
    ]

    private static let makers: [String: @Sendable () -> Colormap] = [
        "Reds": { Colormap(name: "Reds", anchors: BrewerAnchors.reds) },
        "Blues": { Colormap(name: "Blues", anchors: BrewerAnchors.blues) },
        "Greens": { Colormap(name: "Greens", anchors: BrewerAnchors.greens) },
        "Greys": { Colormap(name: "Greys", anchors: BrewerAnchors.greys) },
        "Purples": { Colormap(name: "Purples", anchors: BrewerAnchors.purples) },
        "Oranges": { Colormap(name: "Oranges", anchors: BrewerAnchors.oranges) },
        "YlGnBu": { Colormap(name: "YlGnBu", anchors: BrewerAnchors.yellowGreenBlue) },
        "YlOrRd": { Colormap(name: "YlOrRd", anchors: BrewerAnchors.yellowOrangeRed) },
        "PuOr": { Colormap(name: "PuOr", anchors: BrewerAnchors.purpleOrange) },
        "BrBG": { Colormap(name: "BrBG", anchors: BrewerAnchors.brownBlueGreen) },
        "cividis": { Colormap(name: "cividis", table: PublishedTables.cividis) },
        "coolwarm": { Colormap(name: "coolwarm", table: PublishedTables.coolwarm) },
        "RdBu": { Colormap(name: "RdBu", anchors: BrewerAnchors.redBlue) },
        "viridis": { Colormap(name: "viridis", table: PerceptualTables.viridis) },
        "magma": { Colormap(name: "magma", table: PerceptualTables.magma) },
        "inferno": { Colormap(name: "inferno", table: PerceptualTables.inferno) },
        "plasma": { Colormap(name: "plasma", table: PerceptualTables.plasma) },
    ]

    /// `Reds`, the map of the articles' figures.
    public static var reds: Colormap { Colormap(name: "Reds", anchors: BrewerAnchors.reds) }
}
