import TensorFiles

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What was asked for goes to stdout; what a person at the terminal should know goes to stderr.
enum StandardStream: Int32 {
    case output = 1
    case error = 2

    /// What errors call the stream.
    var name: String { self == .output ? "stdout" : "stderr" }

    var isTerminal: Bool { isatty(rawValue) == 1 }

    /// How many characters a line of the terminal has, at least 20; nil when that is not known.
    var columns: Int? {
        var size = winsize()
        guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return max(20, Int(size.ws_col))
    }

    /// Keeps a run from harming files by way of the standard streams. Call it before any file is opened.
    ///
    /// A reader of stdout that leaves is an error to clean up after, not a signal that ends the program at once. A stream
    /// that is closed is opened for reading, so that no file gets its number, and the writes to it fail.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        for number in 0...2 as ClosedRange<Int32> where fcntl(number, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Ends the program as a program of the shell ends when its reader, such as `head`, has seen enough: quietly.
    static func leaveAsReaderLeft() -> Never {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        exit(EXIT_FAILURE)
    }

    /// - Throws: `TensorFileError.writeFailed` when the reader has gone or the disk is full.
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
