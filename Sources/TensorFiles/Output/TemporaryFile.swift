#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A temporary file in the folder of the file that it will replace, because renaming is atomic only within a file system.
struct TemporaryFile: ~Copyable {
    let path: String
    var file: FileDescriptor

    /// - Parameters:
    ///   - target: the file to be replaced.
    ///   - old: the status of that file if it exists; owner and permissions are copied.
    ///   - isPrivate: whether only the owner may read a file that replaces none.
    /// - Throws: `SystemError`; then there is no new file.
    init(beside target: String, replacing old: FileStatus?, isPrivate: Bool = false) throws(SystemError) {
        // An empty path or one with a trailing slash is no file.
        guard let last = target.utf8.last, last != UInt8(ascii: "/") else {
            throw SystemError(code: target.isEmpty ? ENOENT : EISDIR)
        }
        // Names are limited to 255 bytes, including the parts added here.
        let name = String(decoding: fileName(target).utf8.prefix(100), as: UTF8.self)
        for attempt in 0..<100 {
            let path = "\(folder(of: target)).\(name).\(getpid()).\(attempt).tmp"
            do throws(SystemError) {
                // 0600 until the permissions are copied, so that the content of a private file is never readable by others.
                let file = try UnfinishedFiles.create(path) { () throws(SystemError) in
                    try FileDescriptor.open(
                        path, flags: O_RDWR | O_CREAT | O_EXCL, mode: old == nil && !isPrivate ? 0o666 : 0o600)
                }
                if let old {
                    do throws(SystemError) {
                        file.setOwner(old)
                        try file.setPermissions(old.permissions)
                    } catch {
                        UnfinishedFiles.remove(path)
                        throw error
                    }
                }
                self.path = path
                self.file = file
                return
            } catch {
                // The name exists when another thread writes the same file or a killed process left one: try the next.
                guard error.code == EEXIST else { throw error }
            }
        }
        throw SystemError(code: EEXIST)
    }

    /// An unnamed file in the folder for temporary files (`TMPDIR`, else `/tmp`), which disappears when it is closed.
    ///
    /// - Throws: `SystemError`.
    static func unnamed() throws(SystemError) -> FileDescriptor {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        let named = try TemporaryFile(
            beside: (folder.isEmpty ? "/tmp" : folder) + "/attnviz", replacing: nil, isPrivate: true)
        UnfinishedFiles.remove(named.path)
        return named.file
    }

}
