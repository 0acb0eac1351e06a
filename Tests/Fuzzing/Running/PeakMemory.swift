#if canImport(Glibc)
    import Glibc
#endif

/// The largest memory of this process since the last reset, where the system tells it (Linux); else 0.
package enum PeakMemory {
    package static var kibibytes: Int {
        guard let status = contents(of: "/proc/self/status") else { return 0 }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    package static func reset() {
        #if canImport(Glibc)
            guard let file = fopen("/proc/self/clear_refs", "w") else { return }
            fputs("5", file)
            fclose(file)
        #endif
    }

    private static func contents(of path: String) -> String? {
        #if canImport(Glibc)
            guard let file = fopen(path, "r") else { return nil }
            defer { fclose(file) }
            var buffer = [UInt8](repeating: 0, count: 1 << 14)
            let count = fread(&buffer, 1, buffer.count, file)
            return String(decoding: buffer[..<count], as: UTF8.self)
        #else
            return nil
        #endif
    }
}
