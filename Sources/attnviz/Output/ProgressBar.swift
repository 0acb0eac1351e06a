import CProcess

/// A progress bar on the terminal; it is erased at the end of the work.
///
///     [########                ]  34 %  3.1 G weights/s  6 s left
///
/// All methods must be called on one thread.
final class ProgressBar: @unchecked Sendable {
    private let weights: Double
    private let start = ContinuousClock.now
    /// The time of the last update; nil before the first.
    private var lastUpdate: ContinuousClock.Instant?

    private static let width = 24
    /// Returns the cursor to the beginning of the line and erases the line.
    private static let eraseLine = "\r\u{1B}[K"
    /// The time between updates; the first one waits twice as long, so that short work shows no bar.
    private static let interval = Duration.milliseconds(200)

    /// Nil unless stderr is a terminal.
    ///
    /// - Parameter weights: the number of all weights.
    init?(weights: Double) {
        guard StandardStream.error.isTerminal else { return nil }
        self.weights = weights
    }

    /// Updates the bar, unless the last update was less than an interval ago.
    ///
    /// - Parameter share: the share of the work that is done, from 0 to 1.
    func show(_ share: Double) {
        let now = ContinuousClock.now
        guard lastUpdate.map({ now - $0 > Self.interval }) ?? (now - start > Self.interval * 2) else { return }
        if lastUpdate == nil { process_set_farewell(Self.eraseLine, Self.eraseLine.utf8.count) }
        lastUpdate = now
        let elapsed = (now - start) / .seconds(1)
        // A line that wraps cannot be overwritten by the next one: narrow terminals get the numbers only.
        let columns = (StandardStream.error.columns ?? 80) - 1
        let full = Self.line(share: share, weights: weights, seconds: elapsed)
        let line = full.count <= columns ? full[...] : full.dropFirst(Self.width + 3)
        write("\r" + line.prefix(columns) + "\u{1B}[K")
    }

    /// The text of the bar.
    ///
    /// - Parameters:
    ///   - share: the share of the work that is done, from 0 to 1.
    ///   - weights: the number of all weights.
    ///   - seconds: the time since the start.
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
        guard lastUpdate != nil else { return }
        write(Self.eraseLine)
        process_set_farewell("", 0)
    }

    private func write(_ text: String) {
        // The work itself does not depend on the bar.
        try? StandardStream.error.write(text)
    }
}
