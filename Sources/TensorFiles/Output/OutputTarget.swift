#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The kind of file that an output path refers to.
enum OutputTarget: Sendable {
    /// A descriptor that the program has open already: `/dev/stdout`, `/dev/fd/3`.
    ///
    /// Opening these by name would write from the beginning of a file to which the shell redirects with `>>`.
    case descriptor(Int32)
    /// A device or a pipe, which cannot be replaced.
    case device(String)
    /// A regular file, symbolic links followed, and its status if it exists.
    case regular(String, FileStatus?)

    /// - Throws: `SystemError`, `EISDIR` for a folder and `EACCES` for a file that is protected from writing.
    init(path: String) throws(SystemError) {
        if let number = OutputTarget.descriptorNumber(path) {
            self = .descriptor(number)
            return
        }
        let status = try FileStatus.ofFile(at: path)
        switch status?.kind {
        case .directory:
            throw SystemError(code: EISDIR)
        case .other:
            self = .device(path)
        case .regular, .symbolicLink, nil:
            let target = try OutputTarget.followLinks(path)
            // A rename would replace even a file that its owner has made read-only.
            if status != nil, access(target, W_OK) != 0 { throw .last }
            self = .regular(target, status)
        }
    }

    private static func descriptorNumber(_ path: String) -> Int32? {
        switch path {
        case "/dev/stdout": return 1
        case "/dev/stderr": return 2
        default:
            for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
                return Int32(path.dropFirst(folder.count)).flatMap { $0 >= 0 ? $0 : nil }
            }
            return nil
        }
    }

    /// The path at the end of a chain of symbolic links, which need not exist.
    private static func followLinks(_ path: String) throws(SystemError) -> String {
        var path = path
        // The limit of Linux.
        for _ in 0..<40 {
            guard let destination = try FileStatus.linkDestination(of: path) else { return path }
            path = destination.hasPrefix("/") ? destination : folder(of: path) + destination
        }
        throw SystemError(code: ELOOP)
    }
}
