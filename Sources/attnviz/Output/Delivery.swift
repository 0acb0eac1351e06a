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
    /// The stages so far; nil when nobody wants to know.
    var timings: Timings?

    /// - Throws: `TensorFileError.cannotCreate`, `.writeFailed`.
    func send() throws {
        if var timings {
            try timings.measure("write") { try send(files[...], tensors[...]) }
            for line in timings.lines { Message.note(line) }
        } else {
            try send(files[...], tensors[...])
        }
        for note in notes { Message.note(note) }
    }

    /// Each file waits beside its target while the rest is written.
    private func send(_ files: Files, _ tensors: TensorFiles) throws {
        if let next = files.first {
            var file = try AtomicFile(path: next.path)
            try file.write(next.bytes)
            try send(files.dropFirst(), tensors)
            try file.commit()
        } else if let next = tensors.first {
            let file = try TensorWriter.prepare(next.tensors, for: next.path)
            try send(files, tensors.dropFirst())
            try file.commit()
        } else {
            try StandardStream.output.write(standardOutput)
        }
    }

    private typealias Files = ArraySlice<(path: String, bytes: [UInt8])>
    private typealias TensorFiles = ArraySlice<(path: String, tensors: [(name: String, tensor: Tensor)])>
}
