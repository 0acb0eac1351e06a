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
                        path: self == .output ? "stdout" : "stderr", reason: SystemError(code: errno))
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
