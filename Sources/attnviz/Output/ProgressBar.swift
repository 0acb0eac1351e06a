import TensorFiles

/// A line on the terminal that says how far long work is; it is gone when the work ends.
///
///     [########                ]  34 %  3.1 G weights/s  6 s left
final class ProgressBar {
    private let weights: Double
    private let start = ContinuousClock.now
    private var shown: ContinuousClock.Instant?

    private static let width = 24
    private static let clearing = "\r\u{1B}[K"
    /// Short work shows no bar, and none is drawn more often than this.
    private static let pause = Duration.milliseconds(200)

    /// - Parameter weights: how many there are in all.
    /// - Returns: nil unless stderr is a terminal.
    init?(weights: Double) {
        guard StandardStream.error.isTerminal else { return nil }
        self.weights = weights
    }

    /// - Parameter share: what is done of the work, from 0 to 1.
    func show(_ share: Double) {
        let now = ContinuousClock.now
        guard shown.map({ now - $0 > Self.pause }) ?? (now - start > Self.pause * 2) else { return }
        if shown == nil { UnfinishedFiles.setFarewell(Array(Self.clearing.utf8)) }
        shown = now
        let elapsed = (now - start) / .seconds(1)
        // A longer line would wrap, and the next one could not take its place.
        let room = (StandardStream.error.columns ?? 80) - 1
        let whole = Self.line(share: share, weights: weights, seconds: elapsed)
        let line = whole.count <= room ? whole[...] : whole.dropFirst(Self.width + 3)
        write("\r" + line.prefix(room) + "\u{1B}[K")
    }

    /// The line after so many seconds of work.
    static func line(share: Double, weights: Double, seconds: Double) -> String {
        let filled = min(width, max(0, Int(share * Double(width))))
        let bar = String(repeating: "#", count: filled) + String(repeating: " ", count: width - filled)
        let percent = "\(Int(share * 100))"
        var line = "[\(bar)] " + String(repeating: " ", count: max(0, 3 - percent.count)) + percent + " %"
        guard share > 0, seconds > 0 else { return line }
        let rate = weights * share / seconds
        let (divisor, unit) = rate >= 1e9 ? (1e9, "G ") : rate >= 1e6 ? (1e6, "M ") : (1, "")
        line += "  \((rate / divisor * 10).rounded() / 10) \(unit)weights/s"
        return line + "  \(Int((seconds / share - seconds).rounded(.up))) s left"
    }

    deinit {
        guard shown != nil else { return }
        write(Self.clearing)
        UnfinishedFiles.setFarewell([])
    }

    private func write(_ text: String) {
        // The work goes on when nobody can see it.
        try? StandardStream.error.write(text)
    }
}
