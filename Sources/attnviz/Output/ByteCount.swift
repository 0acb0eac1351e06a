import ArgumentParser

/// An amount of memory: `256MB`, `2GiB`, or a number of bytes.
struct ByteCount: ExpressibleByArgument, CustomStringConvertible {
    let bytes: Int

    private static let units: [(name: String, bytes: Double)] = [
        ("KiB", 0x1p10), ("MiB", 0x1p20), ("GiB", 0x1p30), ("TiB", 0x1p40), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9),
        ("TB", 1e12), ("K", 0x1p10), ("M", 0x1p20), ("G", 0x1p30), ("T", 0x1p40), ("B", 1),
    ]

    init(bytes: Int) { self.bytes = bytes }

    init?(argument: String) {
        let unit = Self.units.first { argument.lowercased().hasSuffix($0.name.lowercased()) }
        let digits = argument.dropLast(unit?.name.count ?? 0)
        guard digits.allSatisfy({ "0123456789.".contains($0) }), let number = Double(digits) else { return nil }
        let bytes = number * (unit?.bytes ?? 1)
        guard bytes > 0 else { return nil }
        self.bytes = Int(exactly: bytes.rounded()) ?? .max
    }

    /// The amount in the largest binary unit of which there is at least one: "1.5 GiB".
    var description: String {
        var (value, unit) = (Double(bytes), "bytes")
        for larger in ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] where value >= 1024 {
            (value, unit) = (value / 1024, larger)
        }
        let tenths = (value * 10).rounded() / 10
        return (tenths < 100 && tenths != tenths.rounded() ? "\(tenths)" : "\(Int(value.rounded()))") + " \(unit)"
    }
}
