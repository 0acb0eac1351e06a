import Foundation
import Testing

/// The documents of the package, and the code in them.
enum Documents {
    /// A piece of Swift code in a document, without its imports.
    struct Example: Hashable {
        /// The path in the package.
        let document: String
        /// One space stands for any number of them, and lines are trimmed: indentation and alignment do not count.
        let lines: [String]

        init(_ document: String, _ lines: some Sequence<Substring>) {
            self.document = document
            let plain = lines.map { $0.split(separator: " ").joined(separator: " ") }
            self.lines = plain.filter { !$0.isEmpty && !$0.hasPrefix("import ") }
        }
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOfFile: PackageFiles.path(path), encoding: .utf8)
    }

    /// The paths of files in a folder of the package, by the ends of their names.
    static func paths(in folder: String, _ extensions: String...) throws -> [String] {
        let files = try #require(FileManager.default.enumerator(atPath: PackageFiles.path(folder)))
        return files.compactMap { $0 as? String }.filter { path in extensions.contains { path.hasSuffix(".\($0)") } }
            .map { "\(folder)/\($0)" }.sorted()
    }

    /// The blocks of a language in Markdown, each as its lines.
    static func blocks(_ language: String, in markdown: String) -> [[Substring]] {
        var blocks: [[Substring]] = []
        var block: [Substring]?
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            if let lines = block {
                if line == "```" { blocks.append(lines) }
                block = line == "```" ? nil : lines + [line]
            } else if line == "```\(language)" {
                block = []
            }
        }
        return blocks
    }

    /// The code in documentation comments: fenced, or indented by four spaces. Indented formulas and shapes are no code.
    static func comments(in source: String) -> [[Substring]] {
        var (blocks, block): ([[Substring]], [Substring]) = ([], [])
        var markdown = ""
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            let text = line.drop { $0 == " " }
            let comment = text.hasPrefix("///") ? text.dropFirst(3) : ""
            markdown += comment.dropFirst() + "\n"
            if comment.hasPrefix("     ") {
                block.append(comment)
            } else {
                blocks.append(block)
                block = []
            }
        }
        let keywords = ["import", "let", "var", "try", "for", "print"]
        let code = blocks.filter { lines in
            lines.contains { line in keywords.contains { line.drop { $0 == " " }.hasPrefix("\($0) ") } }
        }
        return code + Self.blocks("swift", in: markdown)
    }
}
