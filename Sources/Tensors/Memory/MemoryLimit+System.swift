#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension MemoryLimit {
    /// The memory that the system grants this process besides what it has: the least of what the machine has available, and
    /// what the limits of control groups, of the address space and of data leave.
    ///
    /// Limits that cannot be read are left out.
    public static func ofSystem() -> MemoryLimit {
        let limits = [ofMachine(), ofControlGroups()].compactMap { $0 } + ofProcess()
        return limits.min { $0.bytes < $1.bytes } ?? MemoryLimit(bytes: .max, cause: .machine)
    }

    /// The limits that a request for more memory cannot exceed: those of control groups, of the address space and of data.
    public static func ofRules() -> MemoryLimit? {
        ([ofControlGroups()].compactMap { $0 } + ofProcess()).min { $0.bytes < $1.bytes }
    }

    /// The memory that is free or can be freed; where the system does not say it, all memory of the machine.
    ///
    /// - Parameter root: the folder that holds `proc`.
    static func ofMachine(root: String = "/") -> MemoryLimit? {
        let lines = SystemFile.numbers(of: root + "proc/meminfo")
        // In KiB.
        if let available = lines["MemAvailable:"] {
            return MemoryLimit(bytes: available.multipliedSaturating(by: 1024), cause: .machine)
        }
        let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
        guard pages > 0, size > 0 else { return nil }
        return MemoryLimit(bytes: pages.multipliedSaturating(by: size), cause: .machine)
    }

    /// The limits of `ulimit -v` and `ulimit -d`, without what the process has mapped.
    static func ofProcess() -> [MemoryLimit] {
        // In pages: size resident shared text lib data dt; nothing where there is no /proc.
        let used = SystemFile.words(of: "/proc/self/statm").map { Int($0) ?? 0 }
        let page = max(1, sysconf(Int32(_SC_PAGESIZE)))
        #if canImport(Glibc)
            typealias Resource = __rlimit_resource_t
            let (space, data) = (Resource(RLIMIT_AS.rawValue), Resource(RLIMIT_DATA.rawValue))
        #else
            typealias Resource = Int32
            let (space, data) = (RLIMIT_AS, RLIMIT_DATA)
        #endif
        func limit(_ resource: Resource, used index: Int, _ cause: Cause) -> MemoryLimit? {
            var limit = rlimit()
            guard getrlimit(resource, &limit) == 0, limit.rlim_cur < rlim_t(Int.max) else { return nil }
            let mapped = used.indices.contains(index) ? used[index].multipliedSaturating(by: page) : 0
            return MemoryLimit(bytes: max(0, Int(limit.rlim_cur) - mapped), cause: cause)
        }
        return [limit(space, used: 0, .addressSpace), limit(data, used: 5, .data)].compactMap { $0 }
    }
}

extension Int {
    /// The product, or the largest number.
    func multipliedSaturating(by factor: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }
}
