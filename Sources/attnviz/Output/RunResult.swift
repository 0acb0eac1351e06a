import AttentionFigures

/// The results of a run: files, the bytes for stdout, and the notes for stderr.
///
/// `write()` commits no file before everything else has been written, so a run that fails leaves existing files unchanged.
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

    private func writeFiles() throws {
        let prepared = try preparations.map { try $0() }
        try write(files[...]) {
            try StandardStream.output.write(standardOutput)
            for file in prepared { try file.commit() }
        }
    }

    /// Writes each file under a temporary name, then calls `completion`, then commits the files.
    private func write(_ files: ArraySlice<(path: String, bytes: [UInt8])>, completion: () throws -> Void) throws {
        guard let next = files.first else { return try completion() }
        var file = try AtomicFile(path: next.path)
        try file.write(next.bytes)
        try write(files.dropFirst(), completion: completion)
        try file.commit()
    }
}
