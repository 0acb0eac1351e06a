/// What a caller wants to see of long work, and how it stops it.
struct WorkWatch {
    let progress: ((Double) -> Void)?
    let isCancelled: (() -> Bool)?

    /// Tells how far the work is. False when it shall stop.
    func advance(to share: Double) -> Bool {
        progress?(share)
        return !(isCancelled?() ?? false)
    }
}
