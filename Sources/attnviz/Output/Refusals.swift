import CRefusals

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends the program with a sentence when the system refuses memory, or a thread to a library.
enum Refusals {
    /// The address space for the stack of the main thread, which is taken at the start.
    private static let stackBytes = 1 << 20

    /// Call it before anything else.
    static func prepare() {
        attn_on_refusal { bytes in Refusals.exitProgram(refusing: bytes) }
        attn_reserve_stack(stackBytes)
    }

    /// Neither allocates memory nor takes locks, as the caller may hold one of the allocator.
    ///
    /// - Parameter bytes: the memory that was refused; 0 for a thread.
    private static func exitProgram(refusing bytes: Int) -> Never {
        if bytes == 0 {
            write("attnviz: error: the system refuses another thread; see 'ulimit -u' and the limit of the container\n")
            _exit(74)
        }
        write("attnviz: error: there is not enough memory: ")
        // A number of 64 bits has 20 digits at most.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var (rest, start) = (UInt(bitPattern: bytes), digits.count)
            repeat {
                start -= 1
                digits[start] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
                rest /= 10
            } while rest > 0
            _ = systemWrite(STDERR_FILENO, digits.baseAddress.map { $0 + start }, digits.count - start)
        }
        write(" bytes were refused; see 'ulimit -v', and what the machine or the container has\n")
        _exit(74)
    }

    private static func write(_ text: StaticString) {
        _ = systemWrite(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    }

    private static func systemWrite(_ file: Int32, _ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.write(file, bytes, count)
        #else
            Darwin.write(file, bytes, count)
        #endif
    }
}
