#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The results of `body` for 0, 1, ... in this order, computed on all processors.
///
/// For work whose parts do not depend on how many threads there are: the results are then the same for any number of them. The
/// calling thread works too, so that it does the work of threads that the system refuses.
///
/// - Parameters:
///   - count: the number of parts.
///   - threads: the most threads that run at a time, at most one on each processor; nil for one on each processor.
///   - body: computes one part. It is called on several threads, once for each number, and must not write what another
///     call reads or writes.
package func concurrentMap<Result>(_ count: Int, threads: Int? = nil, _ body: (Int) -> Result) -> [Result] {
    let workers = min(count, threads ?? count, processorCount)
    guard workers > 1 else { return (0..<count).map(body) }
    return withoutActuallyEscaping(body) { body in
        [Result](unsafeUninitializedCapacity: count) { results, initialized in
            guard let base = results.baseAddress else { return }
            // Each part is computed once and writes its own element; `body` only reads what the threads share. The compiler
            // cannot check either.
            nonisolated(unsafe) let (first, body) = (base, body)
            let parts = SharedCounter(end: count)
            let work: @Sendable () -> Void = {
                while let part = parts.next() { (first + part).initialize(to: body(part)) }
            }
            let helpers = WorkerThreads(atMost: workers - 1, work)
            work()
            helpers.join()
            initialized = count
        }
    }
}

/// Counts from 0 to an end, for several threads.
private final class SharedCounter: @unchecked Sendable {
    /// Both are protected by the lock, which has an address of its own.
    private var count = 0
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let end: Int

    init(end: Int) {
        self.end = end
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// The next number; nil at the end.
    func next() -> Int? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        guard count < end else { return nil }
        count += 1
        return count - 1
    }
}
