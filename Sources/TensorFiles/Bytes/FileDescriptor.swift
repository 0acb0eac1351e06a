#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An open file of the operating system, closed when this value ends. Interrupted calls are repeated.
struct FileDescriptor: ~Copyable {
    private var number: Int32

    private init(adopting number: Int32) {
        self.number = number
    }

    /// - Throws: `SystemError`, also for a path that holds a NUL: C would see only the part before it.
    static func open(_ path: String, flags: Int32, mode: mode_t = 0) throws(SystemError) -> FileDescriptor {
        guard !path.utf8.contains(0) else { throw SystemError(code: EINVAL) }
        let number = try repeatingInterrupted { openFile(path, flags | O_CLOEXEC, mode) }
        return FileDescriptor(adopting: number)
    }

    /// A second descriptor of a file that is already open, sharing its position.
    static func duplicate(of number: Int32) throws(SystemError) -> FileDescriptor {
        FileDescriptor(adopting: try repeatingInterrupted { fcntl(number, F_DUPFD_CLOEXEC, 0) })
    }

    deinit {
        if number >= 0 { _ = closeFile(number) }
    }

    borrowing func status() throws(SystemError) -> FileStatus {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .last }
        return FileStatus(status)
    }

    /// Reads up to `count` bytes; an empty result is the end of the file.
    borrowing func read(upTo count: Int) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(SystemError) {
                initialized = try repeatingInterrupted { readFile(number, buffer.baseAddress, count) }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Writes all of `bytes`, however many calls that takes.
    borrowing func write(_ bytes: RawSpan) throws(SystemError) {
        var written = 0
        while written < bytes.byteCount {
            // Darwin refuses 2 GiB and more in one call.
            let rest = bytes.extracting(written..<min(written + 1 << 26, bytes.byteCount))
            let count = try rest.withUnsafeBytes { buffer throws(SystemError) in
                try repeatingInterrupted { writeFile(number, buffer.baseAddress, buffer.count) }
            }
            guard count > 0 else { throw SystemError(code: EIO) }
            written += count
        }
    }

    /// Reads up to `count` bytes at an offset; an empty result is the end of the file.
    borrowing func read(upTo count: Int, at offset: Int) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(SystemError) {
                initialized = try repeatingInterrupted { pread(number, buffer.baseAddress, count, off_t(offset)) }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Writes all of `bytes` at an offset, without moving the position of `write(_:)`.
    borrowing func write(_ bytes: RawSpan, at offset: Int) throws(SystemError) {
        var written = 0
        while written < bytes.byteCount {
            let rest = bytes.extracting(written..<bytes.byteCount)
            let count = try rest.withUnsafeBytes { buffer throws(SystemError) in
                try repeatingInterrupted { pwrite(number, buffer.baseAddress, buffer.count, off_t(offset + written)) }
            }
            guard count > 0 else { throw SystemError(code: EIO) }
            written += count
        }
    }

    /// Maps the first `count` bytes read-only; the mapping outlives this descriptor.
    borrowing func map(count: Int) throws(SystemError) -> UnsafeMutableRawPointer {
        let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, number, 0)
        guard let address, address != UnsafeMutableRawPointer(bitPattern: -1) else { throw .last }
        return address
    }

    borrowing func setOwner(_ status: FileStatus) {
        // Only root may change the owner; a failure leaves the file to the user who writes it.
        _ = fchown(number, status.user, status.group)
    }

    borrowing func setPermissions(_ permissions: mode_t) throws(SystemError) {
        guard fchmod(number, permissions) == 0 else { throw .last }
    }

    borrowing func synchronize() throws(SystemError) {
        _ = try repeatingInterrupted { fsync(number) }
    }

    /// Closes now, because some file systems (network, quota) report a failed write only then.
    mutating func close() throws(SystemError) {
        let result = closeFile(number)
        // After EINTR the state of the descriptor is unspecified, and on Linux it is closed: never close it twice.
        number = -1
        guard result == 0 || errno == EINTR else { throw .last }
    }
}

/// Repeats a call that a signal interrupted.
private func repeatingInterrupted<Result: SignedInteger>(_ call: () -> Result) throws(SystemError) -> Result {
    while true {
        let result = call()
        if result >= 0 { return result }
        guard errno == EINTR else { throw .last }
    }
}

// Inside the type the names of these C functions refer to its methods.
private func openFile(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
private func closeFile(_ number: Int32) -> Int32 { close(number) }
private func readFile(_ number: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(number, buffer, count)
}
private func writeFile(_ number: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, buffer, count)
}
