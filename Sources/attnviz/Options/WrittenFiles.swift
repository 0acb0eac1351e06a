import ArgumentParser
import TensorFiles

/// What a run writes, which must all be different files, and none of them an input.
struct WrittenFiles {
    private struct Output {
        /// The option; nil for what is written without one.
        let option: String?
        /// The path of the option; nil for a flag that prints to stdout.
        let path: String?
        let identity: FileIdentity

        /// As in a message: `-o a.svg`, `--json`.
        var text: String { [option, path].compactMap { $0 }.joined(separator: " ") }
    }

    private var outputs: [Output] = []

    /// Adds the figures of -o, and --json.
    init(_ options: OutputOptions) throws {
        for path in options.output { try add("-o", path) }
        if options.json { try addStandardOutput("--json") }
    }

    init() {}

    /// Adds a file that an option names.
    ///
    /// - Throws: `ValidationError` if something else is written to it.
    mutating func add(_ option: String, _ path: String) throws {
        try add(Output(option: option, path: path, identity: FileIdentity(output: path)))
    }

    /// Adds the file that is written without -o, if there is one.
    mutating func add(defaultFile path: String?) throws {
        guard let path else { return }
        try add(Output(option: nil, path: path, identity: FileIdentity(output: path)))
    }

    /// Adds what is printed to stdout: by a flag, or without one.
    mutating func addStandardOutput(_ flag: String?) throws {
        try add(Output(option: flag, path: nil, identity: FileIdentity(output: "-")))
    }

    private mutating func add(_ added: Output) throws {
        if let other = outputs.first(where: { $0.identity.isSame(as: added.identity) }) {
            throw ValidationError(Self.message(other, added))
        }
        outputs.append(added)
    }

    private static func message(_ one: Output, _ other: Output) -> String {
        let isStandardOutput = one.identity.isStandardOutput && other.identity.isStandardOutput
        switch (one.path, other.path) {
        case (nil, nil): return "\(one.text) and \(other.text) both write to stdout; choose one."
        case (let path?, nil), (nil, let path?):
            let flag = one.path == nil ? one.option : other.option
            let file = "'\(one.path == nil ? other.text : one.text)'"
            return isStandardOutput
                ? "\(flag ?? "the table") and \(file) both write to stdout; write \(path == "-" ? "the figure " : "")to a file."
                : "stdout is the same file as \(file); give it another name."
        case (let path?, let second?):
            guard path == second else {
                return "\(one.text) and \(other.text) are the same file; give each a name of its own."
            }
            return one.option == other.option
                ? "\(one.text) is given twice; each output needs a name of its own."
                : "\(one.option ?? "the figure") and \(other.option ?? "the figure") both name \(path); give each a name of "
                    + "its own."
        }
    }

    /// Checks that no output would overwrite an input.
    ///
    /// - Parameter inputs: paths of input files, as `file` or `file:tensor`.
    /// - Throws: `ValidationError`.
    func check(inputs: [String?]) throws {
        for input in inputs {
            guard let input = input.map({ FileIdentity(input: TensorReference($0).path) }) else { continue }
            guard let output = outputs.first(where: { $0.identity.isSame(as: input) }) else { continue }
            throw ValidationError(
                output.path == nil
                    ? "stdout is an input; let it go to another file."
                    : output.option == nil
                        ? "the figure \(output.text) would overwrite an input; name another file with -o."
                        : "\(output.text) would overwrite an input; give it another name.")
        }
    }
}
