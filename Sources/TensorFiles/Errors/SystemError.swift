#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Why the operating system refused a call: its `errno`, and that number in words.
public struct SystemError: Error, Equatable, Sendable {
    /// The value of `errno`.
    public let code: Int32

    public init(code: Int32) {
        self.code = code
    }

    /// A file or folder on the path is missing.
    var isNotFound: Bool { code == ENOENT }

    static let outOfMemory = SystemError(code: ENOMEM)

    /// The error of the call that has just failed; nothing may run in between.
    static var last: SystemError { SystemError(code: errno) }
}

extension SystemError: CustomStringConvertible {
    /// As `strerror` says it: `No such file or directory`.
    public var description: String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }
}
