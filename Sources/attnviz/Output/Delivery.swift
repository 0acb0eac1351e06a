import TensorFiles
import Tensors

/// All that one run hands over. No file takes its place before everything else could be written: a run that fails leaves
/// the old files as they were.
struct Delivery {
    var files: [(path: String, bytes: [UInt8])] = []
    /// Tensors to write; the extension of the path is the format.
    var tensors: [(path: String, tensors: [(name: String, tensor: Tensor)])] = []
    var standardOutput: [UInt8] = []
    /// What to say on stderr once all is written.
    var notes: [String] = []

    /// - Throws: `TensorFileError.cannotCreate`, `.writeFailed`.
    func send() throws {
        try send(files[...])
        for note in notes { Message.note(note) }
    }

    /// Each file waits beside its target while the rest is written.
    private func send(_ rest: ArraySlice<(path: String, bytes: [UInt8])>) throws {
        guard let next = rest.first else {
            for file in tensors { try TensorWriter.write(file.tensors, to: file.path) }
            try StandardStream.output.write(standardOutput)
            return
        }
        var file = try AtomicFile(path: next.path)
        try file.write(next.bytes)
        try send(rest.dropFirst())
        try file.commit()
    }
}
