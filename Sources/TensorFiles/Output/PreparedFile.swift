/// A complete output file under a temporary name. `commit()` moves it to its path; without it the file is removed.
public final class PreparedFile {
    private var file: AtomicFile?

    public init(_ file: consuming AtomicFile) { self.file = consume file }

    /// Flushes the bytes to the disk. After that only the renaming can fail.
    ///
    /// - Throws: `TensorFileError.writeFailed`.
    public func seal() throws(TensorFileError) { try file?.seal() }

    /// Replaces the file at the path.
    ///
    /// - Throws: `TensorFileError.writeFailed`; the old file is then unchanged.
    public func commit() throws(TensorFileError) { try PreparedFile.commit([self]) }

    /// Replaces all files, or none.
    ///
    /// - Throws: `TensorFileError.writeFailed`; the old files are then unchanged. `.oldFileMoved` for one that is not.
    public static func commit(_ files: [PreparedFile]) throws(TensorFileError) {
        for file in files { try file.seal() }
        var replacements: [FileReplacement] = []
        for file in files {
            guard let sealed = file.file.take(), let replacement = sealed.replacement() else { continue }
            replacements.append(replacement)
        }
        try FileReplacement.commit(replacements)
    }
}
