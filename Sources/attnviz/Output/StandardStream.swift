import TensorFiles

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The standard output and error streams: results go to stdout, notes and errors to stderr.
enum StandardStream: Int32 {
    case output = 1
    case error = 2

    /// The name of the stream in error messages.
    var name: String { self == .output ? "stdout" : "stderr" }

    var isTerminal: Bool { isatty(rawValue) == 1 }

    /// The width of the terminal in characters, at least 20; nil if it is not known.
    var columns: Int? {
        var size = winsize()
        guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return max(20, Int(size.ws_col))
    }

    /// Prepares the standard streams. Call it before any file is opened.
    ///
    /// Closed standard streams are opened on /dev/null for reading: otherwise the next file would get their descriptor, and messages
    /// would be written into it. Writes to them fail.
    static func prepare() {
        for number in 0...2 as ClosedRange<Int32> where fcntl(number, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Ends the program by SIGPIPE without a message, as usual when the reader of a pipe, such as `head`, has ended.
    static func exitForClosedPipe() -> Never {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        exit(EXIT_FAILURE)
    }

    /// Writes all bytes.
    ///
    /// - Throws: `TensorFileError.writeFailed` if the pipe is closed or the disk is full.
    func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = systemWrite(rawValue, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count >= 0 {
                    rest = rest.dropFirst(count)
                } else if errno != EINTR {
                    throw TensorFileError.writeFailed(
                        path: name, reason: SystemError(code: errno))
                }
            }
        }
    }

    func write(_ text: String) throws {
        try write(Array(text.utf8))
    }
}

#if canImport(Glibc)
    private let systemWrite = Glibc.write
#else
    private let systemWrite = Darwin.write
#endif
