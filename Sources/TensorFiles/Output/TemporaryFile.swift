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
    ///   - isPrivate: whether nobody else may read a file that replaces none.
    /// - Throws: `SystemError`; then there is no new file.
    init(beside target: String, replacing old: FileStatus?, isPrivate: Bool = false) throws(SystemError) {
        // An empty name or a final slash names no file.
        guard let last = target.utf8.last, last != UInt8(ascii: "/") else {
            throw SystemError(code: target.isEmpty ? ENOENT : EISDIR)
        }
        // A name may have 255 bytes: leave room for the rest of ours.
        let name = String(decoding: fileName(target).utf8.prefix(100), as: UTF8.self)
        for attempt in 0..<100 {
            let path = "\(folder(of: target)).\(name).\(getpid()).\(attempt).tmp"
            do throws(SystemError) {
                // The content of a private file must not be readable in between, so 0600 until the bits are copied.
                let file = try UnfinishedFiles.create(path) { () throws(SystemError) in
                    try FileDescriptor.open(
                        path, flags: O_RDWR | O_CREAT | O_EXCL, mode: old == nil && !isPrivate ? 0o666 : 0o600)
                }
                if let old {
                    do throws(SystemError) {
                        file.setOwner(old)
                        try file.setPermissions(old.permissions)
                    } catch {
                        TemporaryFile.remove(path)
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

    /// A new file in the folder for temporary files (`TMPDIR`, else `/tmp`) that has no name any more: it ends with the
    /// descriptor.
    ///
    /// - Throws: `SystemError`.
    static func unnamed() throws(SystemError) -> FileDescriptor {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        let named = try TemporaryFile(
            beside: (folder.isEmpty ? "/tmp" : folder) + "/attnviz", replacing: nil, isPrivate: true)
        remove(named.path)
        return named.file
    }

    static func remove(_ path: String) {
        unlink(path)
        UnfinishedFiles.forget(path)
    }
}
