#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Short text files in which the system tells about itself, such as those of /proc.
enum SystemFile {
    /// The most bytes that are read.
    private static let limit = 1 << 16

    /// The lines of a file; none if it cannot be read.
    static func lines(of path: String) -> [Substring] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
            let added = bytes.withUnsafeMutableBytes { bytes -> Int in
                guard let start = bytes.baseAddress else { return 0 }
                return read(file, start + count, limit - count)
            }
            guard added > 0 else { break }
            count += added
        }
        return String(decoding: bytes[..<count], as: UTF8.self).split(whereSeparator: \.isNewline)
    }

    /// The words of the first line of a file.
    static func words(of path: String) -> [Substring] { lines(of: path).first?.split(separator: " ") ?? [] }

    /// The numbers of lines such as `MemAvailable:   1234 kB`, by their first words.
    static func numbers(of path: String) -> [Substring: Int] {
        var numbers: [Substring: Int] = [:]
        for line in lines(of: path) {
            let words = line.split(separator: " ")
            if words.count >= 2, let number = Int(words[1]) { numbers[words[0]] = number }
        }
        return numbers
    }
}
