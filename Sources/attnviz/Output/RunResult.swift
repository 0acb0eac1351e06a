import AttentionFigures

/// The results of a run: files, the bytes for stdout, and the notes for stderr.
///
/// `write()` replaces all files or none, after everything else has been written.
struct RunResult {
    var files: [(path: String, bytes: [UInt8])] = []
    /// Files that are written in row blocks, after the figures are complete.
    private var preparations: [() throws -> PreparedFile] = []
    var standardOutput: [UInt8] = []
    /// Printed to stderr after everything is written.
    var notes: [String] = []
    /// The stages of the run so far; nil without --timings.
    var timings: Timings?

    /// Adds a file that `write` prepares; does nothing if `path` is nil.
    mutating func prepare(_ path: String?, _ write: @escaping (_ path: String) throws -> PreparedFile) {
        guard let path else { return }
        preparations.append { try write(path) }
    }

    /// Writes the files and stdout, then the notes to stderr.
    ///
    /// - Throws: `TensorFileError.cannotCreate`, `.writeFailed`, and errors of preparing a file.
    func write() throws {
        if var timings {
            try timings.measure("write") { try writeFiles() }
            for line in timings.lines { Message.note(line) }
        } else {
            try writeFiles()
        }
        for note in notes { Message.note(note) }
    }

    /// Writes each file under a temporary name, then stdout, which cannot be taken back; then all files replace the old ones.
    private func writeFiles() throws {
        var prepared = try preparations.map { try $0() }
        for (path, bytes) in files {
            var file = try AtomicFile(path: path)
            try file.write(bytes)
            prepared.append(PreparedFile(file))
        }
        for file in prepared { try file.seal() }
        try StandardStream.output.write(standardOutput)
        try PreparedFile.commit(prepared)
    }
}
