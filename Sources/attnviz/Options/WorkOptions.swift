import ArgumentParser

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the work on long contexts may take of the machine.
struct WorkOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many threads compute long contexts (default: one a processor); the figure is the same.", valueName: "n"
        ))
    var threads: Int?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Refuse to take more memory than this for weights (default: that of the machine).", valueName: "256MB|2GiB")
    )
    var maxMemory: ByteCount?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be 1 or more, found \(threads).") }
    }

    /// The limit in bytes.
    var memoryLimit: Int {
        if let maxMemory { return maxMemory.bytes }
        let (bytes, overflow) = sysconf(Int32(_SC_PHYS_PAGES)).multipliedReportingOverflow(
            by: sysconf(Int32(_SC_PAGESIZE)))
        return overflow || bytes <= 0 ? .max : bytes
    }

    /// - Throws: `UsageError` when `bytes` are more than the limit.
    func check(_ bytes: Int, for what: String, advice: String) throws {
        guard bytes > memoryLimit else { return }
        let limit = ByteCount(bytes: memoryLimit)
        throw UsageError(
            "\(what) about \(ByteCount(bytes: bytes)) of memory, and "
                + (maxMemory == nil ? "this machine has \(limit)" : "--max-memory is \(limit)") + "; \(advice)")
    }
}

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

    /// In the largest binary unit that leaves a whole part: "1.5 GiB".
    var description: String {
        var (value, unit) = (Double(bytes), "bytes")
        for larger in ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] where value >= 1024 {
            (value, unit) = (value / 1024, larger)
        }
        let tenths = (value * 10).rounded() / 10
        return (tenths < 100 && tenths != tenths.rounded() ? "\(tenths)" : "\(Int(value.rounded()))") + " \(unit)"
    }
}
