#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An error of the operating system: its `errno`, described as `strerror` does.
public struct SystemError: Error, Equatable, Sendable {
    /// The value of `errno`.
    public let code: Int32

    public init(code: Int32) {
        self.code = code
    }

    /// A file or folder on the path is missing.
    var isNotFound: Bool { code == ENOENT }

    static let outOfMemory = SystemError(code: ENOMEM)

    /// The error of the call that has just failed. No other call may come in between, as it could change `errno`.
    static var last: SystemError { SystemError(code: errno) }
}

extension SystemError: CustomStringConvertible {
    /// As `strerror` says it: `No such file or directory`.
    public var description: String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }
}
