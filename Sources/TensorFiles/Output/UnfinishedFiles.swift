#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The temporary files of this process, which are removed when a signal ends it.
///
/// There is no signal handler, in which hardly any function may be called: the signals are blocked in every thread, and one
/// thread waits for them with `sigwait`, so it may take locks.
package enum UnfinishedFiles {
    /// Written before the waiting thread starts.
    nonisolated(unsafe) private static var awaited = sigset_t()
    /// Protected by `lock`.
    nonisolated(unsafe) private static var paths: Set<String> = []
    /// Protected by `lock`.
    nonisolated(unsafe) private static var farewell: [UInt8] = []
    nonisolated(unsafe) private static let lock: UnsafeMutablePointer<pthread_mutex_t> = {
        let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        return lock
    }()

    /// From now on SIGINT, SIGTERM and SIGHUP remove the temporary files before they end the process. Ignored signals, such
    /// as SIGHUP under nohup, stay ignored.
    ///
    /// Must be called before any other thread starts, because threads inherit the blocked signals.
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
        // Without the thread, blocked signals would be lost.
        if failure != 0 { pthread_sigmask(SIG_UNBLOCK, &awaited, nil) }
    }

    /// The signals that are not ignored: `sigwait` would accept a blocked one even when it is ignored.
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
        // The lock is never released, so that no other file is created.
        pthread_mutex_lock(lock)
        for path in paths { unlink(path) }
        if !farewell.isEmpty { _ = write(STDERR_FILENO, farewell, farewell.count) }
        signal(number, SIG_DFL)
        pthread_sigmask(SIG_UNBLOCK, &awaited, nil)
        raise(number)
    }

    /// The bytes that are written to stderr before a signal ends the process, such as those that clear a line of the
    /// terminal; none by default.
    package static func setFarewell(_ bytes: [UInt8]) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        farewell = bytes
    }

    /// Creates a file that is removed on a signal, until `forget` is called with its path.
    static func create(
        _ path: String, _ open: () throws(SystemError) -> FileDescriptor
    ) throws(SystemError) -> FileDescriptor {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        let file = try open()
        paths.insert(path)
        return file
    }

    /// Stops tracking a file that has been renamed or removed.
    static func forget(_ path: String) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        paths.remove(path)
    }
}
