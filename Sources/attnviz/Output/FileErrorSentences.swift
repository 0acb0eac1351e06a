import TensorFiles

/// Sentences about files for the person at the terminal: those of the library, with advice that names options.
enum FileErrorSentences {
    static func sentence(_ error: TensorFileError) -> String {
        switch error {
        case .unknownFormat(_, .text):
            error.sentence(
                advice: "if it holds numbers, name it .csv, .tsv or .json, or name its format with --input-format")
        case .unsupportedElements(_, _, .text):
            error.sentence(advice: "pass tokens with --tokens FILE, a text file or a JSON list")
        default:
            error.description
        }
    }
}
