import Foundation
import Testing

@testable import Tensors

/// The memory that the system leaves, read from its files.
struct MemoryLimitTests {
    /// A folder with files such as those of /proc and /sys.
    private final class System {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("attnviz-\(UUID().uuidString)")
        var root: String { folder.path + "/" }

        init(_ files: [String: String]) throws {
            for (path, text) in files {
                let file = folder.appendingPathComponent(path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
        }

        deinit { try? FileManager.default.removeItem(at: folder) }
    }

    @Test func availableMemoryOfTheMachine() throws {
        let system = try System(["proc/meminfo": "MemTotal:  9000 kB\nMemFree: 10 kB\nMemAvailable:    7000 kB\n"])
        #expect(MemoryLimit.ofMachine(root: system.root) == MemoryLimit(bytes: 7000 * 1024, cause: .machine))
    }

    @Test func withoutProcAllMemoryOfTheMachineCounts() throws {
        let system = try System([:])
        let limit = try #require(MemoryLimit.ofMachine(root: system.root))
        #expect(limit.bytes > 1 << 24 && limit.cause == .machine)
        #expect(MemoryLimit.ofControlGroups(root: system.root) == nil)
    }

    /// Pages of files can be given back, and do not count as used.
    @Test func controlGroupOfVersionTwo() throws {
        let system = try System([
            "proc/self/cgroup": "0::/job\n", "sys/fs/cgroup/job/memory.max": "5000000\n",
            "sys/fs/cgroup/job/memory.current": "3000000\n",
            "sys/fs/cgroup/job/memory.stat": "anon 1\nfile 9\nactive_file 200000\ninactive_file 300000\n",
        ])
        #expect(
            MemoryLimit.ofControlGroups(root: system.root) == MemoryLimit(bytes: 2_500_000, cause: .controlGroup))
    }

    @Test func groupsAroundAGroupLimitIt() throws {
        let system = try System([
            "proc/self/cgroup": "0::/user/job\n", "sys/fs/cgroup/user/job/memory.max": "max\n",
            "sys/fs/cgroup/user/job/memory.current": "1\n", "sys/fs/cgroup/user/memory.max": "4000\n",
            "sys/fs/cgroup/user/memory.current": "5000\n", "sys/fs/cgroup/memory.max": "9000\n",
            "sys/fs/cgroup/memory.current": "0\n",
        ])
        #expect(MemoryLimit.ofControlGroups(root: system.root)?.bytes == 0)
    }

    /// In a container the path is that of the machine, and the group is at the root.
    @Test func controlGroupOfVersionOne() throws {
        let unlimited = "9223372036854771712\n"
        let system = try System([
            "proc/self/cgroup": "9:cpu:/a\n4:hugetlb,memory:/docker/1f\n",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": "7000\n",
            "sys/fs/cgroup/memory/memory.usage_in_bytes": "3000\n",
            "sys/fs/cgroup/memory/memory.stat": "inactive_file 5\ntotal_inactive_file 1000\ntotal_active_file 0\n",
        ])
        #expect(MemoryLimit.ofControlGroups(root: system.root)?.bytes == 5000)
        let free = try System([
            "proc/self/cgroup": "4:memory:/\n", "sys/fs/cgroup/memory/memory.limit_in_bytes": unlimited,
        ])
        #expect(MemoryLimit.ofControlGroups(root: free.root) == nil)
    }

    @Test func workBeyondTheLimitIsRefused() throws {
        let limit = MemoryLimit(bytes: 1000, cause: .addressSpace)
        try limit.check(1000, for: .pixels)
        let error = #expect(throws: MemoryError.self) { try limit.check(1000.5, for: .pixels) }
        #expect(error == MemoryError(work: .pixels, needed: 1001, limit: limit))
        #expect(throws: MemoryError.self) { try limit.check(.infinity, for: .weights) }
    }

    @Test func thereIsALimit() {
        #expect(MemoryLimit.ofSystem().bytes > 0)
    }
}
