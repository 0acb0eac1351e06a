internal import CProcess

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Threads that do the same work.
struct WorkerThreads {
    private var threads: [pthread_t] = []

    /// Starts threads that each call `work` once: fewer than `count` where the system refuses more.
    init(atMost count: Int, _ work: @escaping @Sendable () -> Void) {
        for _ in 0..<count {
            let start = Unmanaged.passRetained(Work(call: work))
            #if canImport(Darwin)
                var thread: pthread_t?
            #else
                var thread = pthread_t()
            #endif
            let failure = pthread_create(
                &thread, nil,
                { start in
                    // Darwin imports the argument of a thread as never nil.
                    let start: UnsafeMutableRawPointer? = start
                    if let start { Unmanaged<Work>.fromOpaque(start).takeRetainedValue().call() }
                    return nil
                }, start.toOpaque())
            guard failure == 0 else {
                start.release()
                return
            }
            #if canImport(Darwin)
                if let thread { threads.append(thread) }
            #else
                threads.append(thread)
            #endif
        }
    }

    /// Waits until all threads have ended.
    func join() {
        for thread in threads { pthread_join(thread, nil) }
    }

    private final class Work: Sendable {
        let call: @Sendable () -> Void

        init(call: @escaping @Sendable () -> Void) { self.call = call }
    }
}

/// How many processors this process may use: at least 1.
package let processorCount = max(1, Int(process_processor_count()))
