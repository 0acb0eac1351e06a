import Dispatch

/// The results of `body` for 0, 1, ... in this order, computed on all processors.
///
/// For work whose parts do not depend on how many threads there are: the results are then the same for any number of them.
///
/// - Parameters:
///   - count: how many parts the work has
///   - threads: at most so many at a time; nil for one on each processor
///   - body: one part; it is called on several threads, each number once, and must change nothing that another part sees
package func concurrentMap<Result>(_ count: Int, threads: Int? = nil, _ body: (Int) -> Result) -> [Result] {
    let workers = min(count, threads ?? count)
    guard workers > 1 else { return (0..<count).map(body) }
    return withoutActuallyEscaping(body) { body in
        [Result](unsafeUninitializedCapacity: count) { results, initialized in
            guard let base = results.baseAddress else { return }
            // Each part is computed once and has a place of its own. What `body` shares among threads it only reads, which
            // is more than the compiler can see.
            nonisolated(unsafe) let (first, body) = (base, body)
            DispatchQueue.concurrentPerform(iterations: workers) { worker in
                for part in stride(from: worker, to: count, by: workers) {
                    (first + part).initialize(to: body(part))
                }
            }
            initialized = count
        }
    }
}
