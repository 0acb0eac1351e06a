#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A new file in the folder of the file that it will replace: only within one folder is renaming a single step.
struct TemporaryFile: ~Copyable {
    let path: String
    var file: FileDescriptor

    /// - Parameters:
    ///   - target: the file to be replaced.
    ///   - old: its status if it is there; its permissions are copied.
    /// - Throws: `SystemError`; then there is no new file.
    init(beside target: String, replacing old: FileStatus?) throws(SystemError) {
        // An empty name or a final slash names no file.
        guard let last = target.utf8.last, last != UInt8(ascii: "/") else {
            throw SystemError(code: target.isEmpty ? ENOENT : EISDIR)
        }
        // A name may have 255 bytes: leave room for the rest of ours.
        let name = String(decoding: fileName(target).utf8.prefix(100), as: UTF8.self)
        for attempt in 0..<100 {
            let path = "\(OutputTarget.folder(of: target)).\(name).\(getpid()).\(attempt).tmp"
            do throws(SystemError) {
                // The content of a private file must not be readable in between, so 0600 until the bits are copied.
                let file = try FileDescriptor.open(
                    path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: old == nil ? 0o666 : 0o600)
                if let old {
                    do throws(SystemError) {
                        file.setOwner(old)
                        try file.setPermissions(old.permissions)
                    } catch {
                        unlink(path)
                        throw error
                    }
                }
                self.path = path
                self.file = file
                return
            } catch {
                // Taken when another thread writes the same file, or a killed program left its own: try the next name.
                guard error.code == EEXIST else { throw error }
            }
        }
        throw SystemError(code: EEXIST)
    }
}
