import Dispatch

/// The results of `body` for 0, 1, ... in this order, computed on all processors.
///
/// For work whose parts do not depend on how many threads there are: the results are then the same for any number of them.
///
/// - Parameters:
///   - count: the number of parts.
///   - threads: the most threads that run at a time; nil for one on each processor.
///   - body: computes one part. It is called on several threads, once for each number, and must not write what another
///     call reads or writes.
package func concurrentMap<Result>(_ count: Int, threads: Int? = nil, _ body: (Int) -> Result) -> [Result] {
    let workers = min(count, threads ?? count)
    guard workers > 1 else { return (0..<count).map(body) }
    return withoutActuallyEscaping(body) { body in
        [Result](unsafeUninitializedCapacity: count) { results, initialized in
            guard let base = results.baseAddress else { return }
            // Each part is computed once and writes its own element; `body` only reads what the threads share. The compiler
            // cannot check either.
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
