#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The result of `stat`: kind, size, owner and permissions of a file.
struct FileStatus: Sendable {
    enum Kind: Sendable {
        case regular, directory, symbolicLink, pipe, other
    }

    let kind: Kind
    /// Equal for two paths to the same file.
    let identity: Identity
    /// In bytes; meaningful for regular files only.
    let size: Int
    let user: uid_t
    let group: gid_t
    /// The nine bits of read, write and execute.
    let permissions: mode_t

    struct Identity: Hashable, Sendable {
        let device: UInt64
        let number: UInt64
    }

    init(_ status: stat) {
        identity = Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .regular
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .symbolicLink
        case S_IFIFO: kind = .pipe
        default: kind = .other
        }
        size = Int(status.st_size)
        user = status.st_uid
        group = status.st_gid
        permissions = status.st_mode & 0o777
    }

    /// The status of an open file; nil for a number that is not open.
    static func ofDescriptor(_ number: Int32) -> FileStatus? {
        var status = stat()
        return fstat(number, &status) == 0 ? FileStatus(status) : nil
    }

    /// The status of the file at `path`, symbolic links followed; nil when there is none.
    ///
    /// - Throws: `SystemError` when the path cannot be examined, for example because a folder on it cannot be searched.
    static func ofFile(at path: String) throws(SystemError) -> FileStatus? {
        guard !path.utf8.contains(0) else { throw SystemError(code: EINVAL) }
        var status = stat()
        if stat(path, &status) == 0 { return FileStatus(status) }
        guard errno == ENOENT else { throw .last }
        return nil
    }

    /// The destination of a symbolic link, not resolved; nil when `path` is no link.
    static func linkDestination(of path: String) throws(SystemError) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        if count >= 0 {
            return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        guard errno == EINVAL || errno == ENOENT else { throw .last }
        return nil
    }
}
