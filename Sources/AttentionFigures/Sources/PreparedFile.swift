import TensorFiles

/// A complete output file under a temporary name. `commit()` moves it to its path; without it the file is removed.
public final class PreparedFile {
    private var file: AtomicFile?

    init(_ file: consuming AtomicFile) { self.file = consume file }

    /// Replaces the file at the path.
    ///
    /// - Throws: `TensorFileError.writeFailed`; the old file is then unchanged.
    public func commit() throws(TensorFileError) {
        guard let file = file.take() else { return }
        try file.commit()
    }
}
