import Tensors

extension Sentences {
    /// What work needs, what limits it, and what needs less.
    static func memory(_ error: MemoryError) -> String {
        let needed = ByteCount(bytes: error.needed)
        return "this needs about \(needed) of memory, and \(limit(error.limit)); \(advice(error.work))"
    }

    private static func limit(_ limit: MemoryLimit) -> String {
        let bytes = ByteCount(bytes: limit.bytes)
        return switch limit.cause {
        case .caller: "--max-memory is \(bytes)"
        case .machine: "this machine has \(bytes) available"
        case .controlGroup: "the limit of its container (cgroup) leaves \(bytes)"
        case .addressSpace: "the limit of 'ulimit -v' leaves \(bytes)"
        case .data: "the limit of 'ulimit -d' leaves \(bytes)"
        }
    }

    private static func advice(_ work: MemoryError.Work) -> String {
        switch work {
        case .weights: "draw fewer heads (--select), a part (--crop) or larger cells (--cell-size)"
        case .pixels: "use a smaller page, larger cells or fewer dots per inch (--dpi), or compare smaller pictures"
        case .experiment: "use smaller sizes"
        }
    }
}
