#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The standard error of a long run, and its end.
package enum FuzzLog {
    package static func write(_ text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBytes { buffer in
            #if canImport(Darwin)
                _ = Darwin.write(2, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                _ = Musl.write(2, buffer.baseAddress, buffer.count)
            #else
                _ = Glibc.write(2, buffer.baseAddress, buffer.count)
            #endif
        }
    }

    package static func end(_ status: Int32) -> Never { exit(status) }
}
