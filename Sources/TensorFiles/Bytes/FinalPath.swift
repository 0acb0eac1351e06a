#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What stands at the end of a chain of symbolic links.
enum FinalPath {
    /// A file that the process has open: `/dev/stdout`, `/dev/fd/3`, and links to these.
    case descriptor(Int32)
    /// A path that is no symbolic link, and need not exist.
    case file(String)

    /// - Throws: `SystemError`, `ELOOP` for links that end nowhere.
    init(following path: String) throws(SystemError) {
        var path = path
        // The limit of Linux.
        for _ in 0..<40 {
            if let number = FinalPath.descriptorNumber(path) {
                self = .descriptor(number)
                return
            }
            guard let destination = try FileStatus.linkDestination(of: path) else {
                self = .file(path)
                return
            }
            path = destination.hasPrefix("/") ? destination : folder(of: path) + destination
        }
        throw SystemError(code: ELOOP)
    }

    /// The number of the open file that a path names; nil for other paths. Works without /proc, too.
    static func descriptorNumber(_ path: String) -> Int32? {
        switch path {
        case "/dev/stdin": return 0
        case "/dev/stdout": return 1
        case "/dev/stderr": return 2
        default: break
        }
        guard let number = Int32(fileName(path)), number >= 0 else { return nil }
        let folder = folder(of: path)
        guard !["/dev/fd/", "/proc/self/fd/"].contains(folder) else { return number }
        // `/proc/self/fd`, `/dev/fd`, `/proc/thread-self/fd` and others are one folder or its copies for threads.
        guard let real = realpath(folder.isEmpty ? "." : folder, nil) else { return nil }
        defer { free(real) }
        let parts = String(cString: real).split(separator: "/")
        return parts.starts(with: ["proc", "\(getpid())"]) && parts.last == "fd" ? number : nil
    }
}
