/// The memory that work may take, and what limits it.
public struct MemoryLimit: Hashable, Sendable {
    /// What limits the memory of a process.
    public enum Cause: Hashable, Sendable, CaseIterable {
        /// The caller of the library, or an option.
        case caller
        /// The memory of the machine that is free, or can be freed.
        case machine
        /// The limit of a control group, such as a container or a job of a cluster.
        case controlGroup
        /// The limit of the address space of the process, RLIMIT_AS.
        case addressSpace
        /// The limit of the data of the process, RLIMIT_DATA.
        case data
    }

    /// In bytes, besides what the process has already.
    public let bytes: Int
    public let cause: Cause

    public init(bytes: Int, cause: Cause = .caller) {
        self.bytes = max(0, bytes)
        self.cause = cause
    }

    /// Checks that work fits.
    ///
    /// - Parameters:
    ///   - bytes: the memory that the work needs.
    ///   - work: what needs it.
    /// - Throws: `MemoryError` for more than the limit.
    public func check(_ bytes: Double, for work: MemoryError.Work) throws(MemoryError) {
        guard bytes > Double(self.bytes) else { return }
        throw MemoryError(work: work, needed: Int(exactly: bytes.rounded(.up)) ?? .max, limit: self)
    }
}

/// Work that needs more memory than there is. It has not been begun.
public struct MemoryError: Error, Hashable, Sendable {
    /// What needs the memory.
    public enum Work: Hashable, Sendable {
        /// Attention weights and their cells.
        case weights
        /// The pixels of pictures.
        case pixels
        /// The numbers of an experiment.
        case experiment
    }

    public let work: Work
    /// In bytes.
    public let needed: Int
    public let limit: MemoryLimit

    public init(work: Work, needed: Int, limit: MemoryLimit) {
        self.work = work
        self.needed = needed
        self.limit = limit
    }
}

extension MemoryError: CustomStringConvertible {
    public var description: String {
        "this needs about \(needed) bytes of memory, and there are \(limit.bytes)"
            + (limit.cause == .caller ? "" : " by the limit of the \(limit.cause.name)")
    }
}

extension MemoryLimit.Cause {
    fileprivate var name: String {
        switch self {
        case .caller: "caller"
        case .machine: "machine"
        case .controlGroup: "control group"
        case .addressSpace: "address space"
        case .data: "data segment"
        }
    }
}
