import CProcess

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The temporary files of this process, which are removed when a signal ends it, if the program asked for that
/// (`process_handle_signals`).
enum UnfinishedFiles {
    /// Calls `body` while no signal ends the process and no other thread creates, renames or removes such files.
    static func held<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        process_files_hold()
        defer { process_files_release() }
        return try body()
    }

    /// Creates a file that is removed on a signal, until `forget` is called with its path.
    static func create(
        _ path: String, _ open: () throws(SystemError) -> FileDescriptor
    ) throws(SystemError) -> FileDescriptor {
        process_files_hold()
        defer { process_files_release() }
        let file = try open()
        guard process_files_add(path) else {
            unlink(path)
            throw .outOfMemory
        }
        return file
    }

    /// Removes the file and stops tracking it.
    static func remove(_ path: String) {
        process_files_hold()
        defer { process_files_release() }
        unlink(path)
        process_files_forget(path)
    }
}
