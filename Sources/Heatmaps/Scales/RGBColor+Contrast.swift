#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension RGBColor {
    /// The relative luminance of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance), from 0 to 1.
    public var luminance: Double {
        let light = linear
        return 0.2126 * light.red + 0.7152 * light.green + 0.0722 * light.blue
    }

    /// The amounts of light, from 0 to 1.
    var linear: (red: Double, green: Double, blue: Double) {
        func linear(_ channel: UInt8) -> Double {
            let share = Double(channel) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return (linear(red), linear(green), linear(blue))
    }

    /// The contrast ratio of WCAG 2.2, from 1 to 21.
    public func contrast(with other: RGBColor) -> Double {
        let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    /// Black or white, whichever stands out more: never less than 4.58 to 1.
    public var textColor: RGBColor {
        let (black, white) = (RGBColor(0x000000), RGBColor(0xffffff))
        return contrast(with: black) >= contrast(with: white) ? black : white
    }
}
