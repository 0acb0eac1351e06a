import CProcess

/// The arguments that the program was started with.
enum ProgramArguments {
    /// The arguments after the name of the program.
    ///
    /// They are those of the kernel: `CommandLine.arguments` reads /proc, and is empty where that is not mounted.
    ///
    /// - Throws: `UsageError` for an argument that is not UTF-8, in which paths could not be told apart.
    static func words() throws -> [String] {
        let count = Int(process_argument_count())
        guard count > 0, let arguments = process_arguments() else {
            return Array(CommandLine.arguments.dropFirst())
        }
        return try UnsafeBufferPointer(start: arguments, count: count).dropFirst().enumerated().map { index, argument in
            guard let argument else { return "" }
            if let word = String(validatingCString: argument) { return word }
            throw UsageError(
                "argument \(index + 1), '\(shown(argument))', is not UTF-8; if it is the name of a file, rename the file"
            )
        }
    }

    /// The text with every byte that is not ASCII in hexadecimal.
    private static func shown(_ argument: UnsafePointer<CChar>) -> String {
        var text = ""
        var next = argument
        while next.pointee != 0 {
            let byte = UInt8(bitPattern: next.pointee)
            text += byte < 0x80 ? String(Unicode.Scalar(byte)) : "\\x" + String(byte, radix: 16)
            next += 1
        }
        return text
    }
}
