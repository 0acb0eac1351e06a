import CProcess

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Owns a read-only memory map of a regular file.
///
/// Pages are read from the disk when they are first accessed, so reading one head of a large file reads that head only.
/// The file must not be shortened while it is mapped: the operating system then stops the program (SIGBUS), for which
/// `process_mappings_find` knows the name of the file. Replacing the file by renaming, as `AtomicFile` does, is safe.
final class MappedFile: Sendable {
    /// In bytes.
    let count: Int
    // The bytes are read-only and stay mapped until `deinit`, so threads can share the address.
    private nonisolated(unsafe) let address: UnsafeMutableRawPointer

    /// - Parameters:
    ///   - file: the open file.
    ///   - count: its size in bytes.
    ///   - path: names the file in messages.
    /// - Throws: `SystemError` when the file cannot be mapped; `EINVAL` for an empty one.
    init(_ file: borrowing FileDescriptor, count: Int, path: String) throws(SystemError) {
        address = try file.map(count: count)
        self.count = count
        process_mappings_add(address, count, path.printable)
    }

    deinit {
        process_mappings_forget(address)
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

    /// Releases the pages that lie entirely in the range; the system reads them from the file again when needed.
    ///
    /// - Precondition: the range is inside the file.
    func forget(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes \(range) of \(count)")
        let page = max(1, Int(sysconf(Int32(_SC_PAGESIZE))))
        let first = (range.lowerBound + page - 1) / page * page
        let end = range.upperBound / page * page
        // When this fails, the pages stay in memory, which is harmless.
        if first < end { _ = madvise(address + first, end - first, MADV_DONTNEED) }
    }
}
