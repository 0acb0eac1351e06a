import CProcess
import CRefusals

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
            EmergencyExit.exit(
                "the system refuses another thread; see 'ulimit -u' and the limit of the container",
                status: .inputOutput)
        }
        // A number of 64 bits has 20 digits at most; NUL ends them.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 21) { digits in
            var (rest, start) = (UInt(bitPattern: bytes), digits.count - 1)
            digits[start] = 0
            repeat {
                start -= 1
                digits[start] = CChar(truncatingIfNeeded: rest % 10) + 0x30
                rest /= 10
            } while rest > 0
            guard let first = digits.baseAddress else { return }
            process_exit_now(
                EmergencyExit.constant("attnviz: error: there is not enough memory: "), first + start,
                EmergencyExit.constant(
                    " bytes were refused; see 'ulimit -v', and what the machine or the container has\n"),
                Failure.Status.inputOutput.rawValue)
        }
        EmergencyExit.exit("there is not enough memory", status: .inputOutput)
    }
}
