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
        let target: String
        switch try FinalPath(following: path) {
        case .descriptor(let number):
            self = .descriptor(number)
            return
        case .file(let path): target = path
        }
        let status = try FileStatus.ofFile(at: path)
        switch status?.kind {
        case .directory:
            throw SystemError(code: EISDIR)
        case .other, .pipe:
            self = .device(path)
        case .regular, .symbolicLink, nil:
            // A rename would replace even a file that its owner has made read-only.
            if status != nil, access(target, W_OK) != 0 { throw .last }
            self = .regular(target, status)
        }
    }
}
