#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The temporary files of this program, which a signal that ends it takes along.
///
/// No code runs inside a signal handler: the signals are blocked in every thread, and one thread waits for them. It may
/// therefore take locks and call what it likes.
package enum UnfinishedFiles {
    /// Written before the thread that waits begins.
    nonisolated(unsafe) private static var awaited = sigset_t()
    /// Behind `lock`.
    nonisolated(unsafe) private static var paths: Set<String> = []
    /// Behind `lock`.
    nonisolated(unsafe) private static var farewell: [UInt8] = []
    nonisolated(unsafe) private static let lock: UnsafeMutablePointer<pthread_mutex_t> = {
        let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        return lock
    }()

    /// From now on SIGINT, SIGTERM and SIGHUP remove the temporary files before they end the program as they always do.
    /// One that is ignored, as SIGHUP is under nohup, stays so.
    ///
    /// Call it before any other thread begins: threads inherit which signals are blocked.
    package static func removeOnSignals() {
        awaited = fatalSignals()
        guard pthread_sigmask(SIG_BLOCK, &awaited, nil) == 0 else { return }
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let failure = pthread_create(
            &thread, nil,
            { _ in
                UnfinishedFiles.waitForSignals()
                return nil
            }, nil)
        // Nobody would answer them.
        if failure != 0 { pthread_sigmask(SIG_UNBLOCK, &awaited, nil) }
    }

    /// A blocked signal would wait for us even when it is to be ignored, so these are left out.
    private static func fatalSignals() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let reaction = signal(number, SIG_DFL)
            if unsafeBitCast(reaction, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
                signal(number, SIG_IGN)
            } else {
                sigaddset(&set, number)
            }
        }
        return set
    }

    private static func waitForSignals() {
        var number: Int32 = 0
        while sigwait(&awaited, &number) != 0 {}
        // The lock is kept: no file may begin any more.
        pthread_mutex_lock(lock)
        for path in paths { unlink(path) }
        if !farewell.isEmpty { _ = write(STDERR_FILENO, farewell, farewell.count) }
        signal(number, SIG_DFL)
        pthread_sigmask(SIG_UNBLOCK, &awaited, nil)
        raise(number)
    }

    /// What a signal writes to stderr before it ends the program, such as what clears a line of a terminal; nothing at first.
    package static func setFarewell(_ bytes: [UInt8]) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        farewell = bytes
    }

    /// Creates a file that a signal removes until `forget` is called with its path.
    static func create(
        _ path: String, _ open: () throws(SystemError) -> FileDescriptor
    ) throws(SystemError) -> FileDescriptor {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        let file = try open()
        paths.insert(path)
        return file
    }

    /// The file has its place, or is gone.
    static func forget(_ path: String) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        paths.remove(path)
    }
}
