import CProcess

/// Ends the process where nothing may be allocated any more: in signal handlers, and where memory is refused.
///
/// All ways out remove the temporary files of outputs, so that the old files stay as they were.
enum EmergencyExit {
    /// Prepares the exits. Call it before any file is created.
    ///
    /// - From now on, signals whose default action is to end the process remove the temporary files, then end it as usual.
    /// - A mapped file that shrinks or fails while it is read is an error (status 74).
    /// - A file that outgrows the limit of the process, and a closed pipe, are errors of `write`.
    static func prepare() {
        process_handle_signals(
            process_mapping_failure(
                before: constant("attnviz: error: "),
                after: constant(": reading failed: the file became shorter while it was read, or its disk failed\n"),
                status: Failure.Status.inputOutput.rawValue))
    }

    /// Removes the temporary files, prints `attnviz: error: SENTENCE` to stderr and exits. Allocates nothing, and may be
    /// called on any thread.
    static func exit(_ sentence: StaticString, status: Failure.Status) -> Never {
        process_exit_now(constant("attnviz: error: "), constant(sentence), constant("\n"), status.rawValue)
    }

    /// The bytes of a constant, which end in NUL.
    static func constant(_ text: StaticString) -> UnsafePointer<CChar> {
        UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
