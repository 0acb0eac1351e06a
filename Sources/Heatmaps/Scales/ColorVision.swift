#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Full colour vision, and the vision of people without red (protanopia) or green (deuteranopia) cones.
enum ColorVision: CaseIterable {
    case full, protanopia, deuteranopia

    /// Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency (2009), at
    /// severity 1, on linear RGB.
    private var matrix: [[Double]] {
        switch self {
        case .full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protanopia:
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        case .deuteranopia:
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        }
    }

    func lab(_ color: RGBColor) -> LabColor {
        let light = color.linear
        let seen = matrix.map { min(max($0[0] * light.red + $0[1] * light.green + $0[2] * light.blue, 0), 1) }
        return LabColor(red: seen[0], green: seen[1], blue: seen[2])
    }
}

/// A colour in CIELAB, white being that of sRGB: equal distances look about equally far apart.
struct LabColor {
    let lightness: Double
    let a: Double
    let b: Double

    /// From linear sRGB (IEC 61966-2-1).
    init(red: Double, green: Double, blue: Double) {
        func bent(_ share: Double) -> Double {
            share > 216.0 / 24_389 ? cbrt(share) : (share * 24_389 / 27 + 16) / 116
        }
        let x = bent((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
        let y = bent(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
        let z = bent((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
        lightness = 116 * y - 16
        a = 500 * (x - y)
        b = 200 * (y - z)
    }

    /// The difference of CIE 1976.
    func distance(to other: LabColor) -> Double {
        let differences = [lightness - other.lightness, a - other.a, b - other.b]
        return differences.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
}

extension RGBColor {
    /// The lightness L* of CIELAB, from 0 to 100.
    var lightness: Double { ColorVision.full.lab(self).lightness }
}

extension Colormap {
    /// Whether every reader can tell which of two colours stands for the larger value: the lightness changes in one
    /// direction, in each half of a diverging map, and the two ends of that look different.
    var isOrdered: Bool {
        ColorVision.allCases.allSatisfy { vision in
            let seen = colors.map(vision.lab)
            guard isDiverging else { return Colormap.isMonotone(seen.map(\.lightness)[...]) }
            let middle = seen.count / 2
            return Colormap.isMonotone(seen[..<middle].map(\.lightness)[...])
                && Colormap.isMonotone(seen[middle...].map(\.lightness)[...])
                && seen[0].distance(to: seen[seen.count - 1]) >= Colormap.clearDistance
        }
    }

    /// A difference in CIELAB that is seen at a glance.
    private static var clearDistance: Double { 20 }
    /// Steps back in lightness up to this are not noticed.
    private static var smallStep: Double { 1 }

    private static func isMonotone(_ values: ArraySlice<Double>) -> Bool {
        guard let first = values.first, let last = values.last, abs(last - first) >= 20 else { return false }
        let rising = first < last ? values.map { $0 } : values.map { -$0 }
        var highest = -Double.infinity
        for value in rising {
            guard value >= highest - smallStep else { return false }
            highest = max(highest, value)
        }
        return true
    }
}
