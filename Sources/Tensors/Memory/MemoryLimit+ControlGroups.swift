extension MemoryLimit {
    /// The least memory that the control groups of this process leave, those around them included: for each one its limit
    /// without what it uses and cannot give back. Nil without a limit.
    ///
    /// - Parameter root: the folder that holds `proc` and `sys`.
    static func ofControlGroups(root: String = "/") -> MemoryLimit? {
        var least: Int?
        // Lines such as 0::/user.slice (version 2) or 4:memory:/docker/1f (version 1).
        for line in SystemFile.lines(of: root + "proc/self/cgroup") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let controllers = parts[1].split(separator: ",")
            let version: Version
            if parts[0] == "0", controllers.isEmpty {
                version = .second
            } else if controllers.contains("memory") {
                version = .first
            } else {
                continue
            }
            // A container may see its own group as the root while the path is that of the machine.
            var names = parts[2].split(separator: "/")[...]
            while true {
                let folder = ([root + version.folder] + names.map(String.init)).joined(separator: "/")
                if let bytes = version.memory(of: folder) { least = min(least ?? bytes, bytes) }
                if names.popLast() == nil { break }
            }
        }
        return least.map { MemoryLimit(bytes: $0, cause: .controlGroup) }
    }

    /// The files of a version of control groups.
    private enum Version {
        case first, second

        var folder: String { self == .first ? "sys/fs/cgroup/memory" : "sys/fs/cgroup" }

        /// What a group leaves, in bytes; nil without a limit.
        func memory(of folder: String) -> Int? {
            let names =
                self == .first
                ? (limit: "memory.limit_in_bytes", used: "memory.usage_in_bytes", prefix: "total_")
                : (limit: "memory.max", used: "memory.current", prefix: "")
            // "max" is no number; version 1 has a number near 2^63 for it.
            guard let text = SystemFile.words(of: "\(folder)/\(names.limit)").first, let limit = Int(text),
                limit < 1 << 60
            else { return nil }
            let used = SystemFile.words(of: "\(folder)/\(names.used)").first.flatMap { Int($0) } ?? 0
            // Pages of files count as used, and are given back when others need them.
            let statistics = SystemFile.numbers(of: "\(folder)/memory.stat")
            let files = ["active_file", "inactive_file"].reduce(0) { $0 &+ (statistics[names.prefix + $1] ?? 0) }
            return max(0, limit - max(0, used - max(0, files)))
        }
    }
}
