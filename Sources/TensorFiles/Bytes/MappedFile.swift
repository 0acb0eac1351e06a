#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Owns a read-only memory map of a regular file.
///
/// Only the pages that are looked at are read from the disk, so one head of a huge file costs one head.
/// The file must not be shortened while it is mapped: the operating system then stops the program (SIGBUS).
/// Replacing the file by renaming, as `AtomicFile` does, is safe.
final class MappedFile: Sendable {
    /// In bytes.
    let count: Int
    // Nobody writes to these bytes, and they live until `deinit`: sharing the address between threads is safe.
    private nonisolated(unsafe) let address: UnsafeMutableRawPointer

    /// - Throws: `SystemError` when the file cannot be mapped; `EINVAL` for an empty one.
    init(_ file: borrowing FileDescriptor, count: Int) throws(SystemError) {
        address = try file.map(count: count)
        self.count = count
    }

    deinit {
        munmap(address, count)
    }

    /// Calls `body` with all bytes of the file, as a span that checks its bounds.
    func withBytes<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let buffer = UnsafeRawBufferPointer(start: address, count: count)
        defer { withExtendedLifetime(self) {} }
        return try body(buffer.bytes)
    }

    /// Hands the pages that lie in the range as a whole back to the system, which has their bytes in the file.
    ///
    /// - Precondition: the range is inside the file.
    func forget(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes \(range) of \(count)")
        let page = max(1, Int(sysconf(Int32(_SC_PAGESIZE))))
        let first = (range.lowerBound + page - 1) / page * page
        let end = range.upperBound / page * page
        // The pages only stay where they are when this fails.
        if first < end { _ = madvise(address + first, end - first, MADV_DONTNEED) }
    }
}
