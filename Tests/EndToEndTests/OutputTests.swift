import Foundation
import Testing

@Suite("Files that the commands write")
struct OutputTests {
    static let subcommands = ["dot-vs-scaled", "identity", "masked-softmax", "additive", "score-functions", "render"]

    /// The arguments that make the subcommand draw.
    private func arguments(_ subcommand: String, in workshop: Workshop) throws -> [String] {
        guard subcommand == "render" else { return [subcommand] }
        try workshop.write(InputFiles.npy([2, 3, 4]), to: "in.npy")
        return ["render", "in.npy"]
    }

    @Test("One run writes a figure in three formats, and a second run the same bytes", arguments: subcommands)
    func formats(subcommand: String) throws {
        let workshop = try Workshop()
        let arguments = try arguments(subcommand, in: workshop)
        let outcome = try workshop.run(arguments + ["-o", "a.svg", "-o", "a.png", "-o", "a.pdf"])
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
        #expect(try workshop.data("a.svg").starts(with: Data("<?xml".utf8)))
        #expect(SVGText(try workshop.data("a.svg"))?.root?.name == "svg")
        #expect(try workshop.data("a.png").starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        #expect(try workshop.data("a.pdf").starts(with: Data("%PDF-".utf8)))
        #expect(try workshop.names().filter { $0 != "in.npy" } == ["a.pdf", "a.png", "a.svg"])

        _ = try workshop.run(arguments + ["-o", "b.svg", "-o", "b.png", "-o", "b.pdf"])
        for format in ["svg", "png", "pdf"] {
            #expect(try workshop.data("a.\(format)") == workshop.data("b.\(format)"), "\(format)")
        }
    }

    @Test("Without -o the file is named after the subcommand, and stderr says so", arguments: subcommands)
    func defaultName(subcommand: String) throws {
        let workshop = try Workshop()
        let outcome = try workshop.run(arguments(subcommand, in: workshop))
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
        #expect(try workshop.names().filter { $0 != "in.npy" } == ["\(subcommand).svg"])
        #expect(outcome.messages.contains("wrote \(subcommand).svg"))
    }

    @Test("--format decides the default file and files without an extension")
    func format() throws {
        let workshop = try Workshop()
        #expect(try workshop.run("identity", "--format", "pdf").status == 0)
        #expect(try workshop.run("identity", "--format", "png", "-o", "picture").status == 0)
        #expect(try workshop.names() == ["identity.pdf", "picture"])
        #expect(try workshop.data("picture").starts(with: [0x89, 0x50]))
        #expect(try workshop.data("identity.pdf").starts(with: Data("%PDF-".utf8)))
    }

    @Test("'-o -' gives stdout just the bytes of the file", arguments: ["svg", "png", "pdf"])
    func standardOutput(format: String) throws {
        let workshop = try Workshop()
        let outcome = try workshop.run("dot-vs-scaled", "-o", "-", "--format", format)
        #expect(outcome.status == 0)
        #expect(try workshop.names().isEmpty)
        _ = try workshop.run("dot-vs-scaled", "-o", "a.\(format)")
        #expect(try outcome.output == workshop.data("a.\(format)"))
    }

    @Test("An existing file is replaced, and keeps its permissions")
    func replacement() throws {
        let workshop = try Workshop()
        try workshop.write("old", to: "a.svg")
        let path = workshop.folder.appendingPathComponent("a.svg").path
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(try workshop.run("identity", "-o", "a.svg").status == 0)
        #expect(SVGText(try workshop.data("a.svg")) != nil)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
    }

    @Test(
        "A page is as large as asked",
        arguments: [
            ("640x480px", 640, 480), ("640pxx480px", 640, 480), ("5x2.5in", 750, 375), ("5inx2.5in", 750, 375),
            ("5x2.5", 750, 375), ("12.7cmx63.5mm", 750, 375), ("360x180pt", 750, 375), ("5inx180pt", 750, 375),
        ])
    func pageSize(size: String, width: Int, height: Int) throws {
        let workshop = try Workshop()
        let outcome = try workshop.run("dot-vs-scaled", "--figure-size", size, "-o", "a.png")
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(try workshop.pixels("a.png") == [width, height])
    }

    @Test(
        "Presets and a width alone fix the page",
        arguments: [
            (["--preset", "paper-1col"], 502), (["--preset", "paper-2col"], 1051), (["--figure-size", "85mm"], 502),
            (["--preset", "slides", "--figure-size", "8"], 1200), (["--preset", "slides"], 2000),
        ])
    func preset(options: [String], width: Int) throws {
        let workshop = try Workshop()
        let outcome = try workshop.run(["dot-vs-scaled", "-o", "a.png"] + options)
        #expect(outcome.status == 0, "\(outcome.messages)")
        let sides = try workshop.pixels("a.png")
        #expect(sides[0] == width)
        #expect((sides[1] == 1125) == (options == ["--preset", "slides"]), "only a slide has a height of its own")
    }

    @Test("Twice the dots per inch are twice the dots")
    func resolution() throws {
        let workshop = try Workshop()
        for dpi in ["100", "200"] {
            #expect(
                try workshop.run("identity", "--figure-size", "3x3in", "--dpi", dpi, "-o", "\(dpi).png").status == 0)
        }
        #expect([UInt8](try workshop.data("100.png")[16..<20]) == [0, 0, 1, 44])
        #expect([UInt8](try workshop.data("200.png")[16..<20]) == [0, 0, 2, 88])
    }

    @Test("Help and version are asked for, so they go to stdout")
    func help() throws {
        let workshop = try Workshop()
        for arguments in [["--help"], ["help"], ["render", "--help"], []] {
            let outcome = try workshop.run(arguments)
            #expect(outcome.status == 0 && outcome.messages.isEmpty)
            #expect(outcome.text.contains("USAGE: attnviz"))
        }
        #expect(try workshop.run("--version").text == "0.1.0\n")
    }
}

@Suite("Values that begin with a dash")
struct DashTests {
    @Test(
        "Are values",
        arguments: [
            ["--vmin", "-1"], ["--vmin", "-1", "--vmax", "-0.5"], ["--seed", "-3"], ["--title", "-x"],
            ["--xlabel", "--keys"], ["--column-titles", "-a,-b"], ["--alt", "-"],
        ])
    func values(options: [String]) throws {
        let workshop = try Workshop()
        let range = options.contains("--vmax") ? [] : ["--vmax", "2"]
        let outcome = try workshop.run(["dot-vs-scaled", "-o", "a.svg"] + range + options)
        #expect(outcome.status == 0, "\(outcome.messages)")
    }

    @Test("A title that begins with a dash is the title of the document")
    func title() throws {
        let workshop = try Workshop()
        _ = try workshop.run("identity", "--title", "-x", "-o", "a.svg")
        #expect(SVGText(try workshop.data("a.svg"))?.texts["title"] == "-x")
    }
}

@Suite("Text that is markup elsewhere")
struct NastyTextTests {
    static let texts = [
        "<s>", "$$", "&amp;", "</svg>", "\"double\" 'single'", "]]>", "<!--", "日本語", "a b", " ", " b", "שלום", "אב cd",
    ]

    @Test("Titles and descriptions stay what they are", arguments: texts)
    func titles(text: String) throws {
        let workshop = try Workshop()
        let outcome = try workshop.run(
            "identity", "--title", text, "--alt", text, "-o", "a.svg", "-o", "a.pdf", "-o", "a.png")
        #expect(outcome.status == 0)
        let svg = try #require(SVGText(try workshop.data("a.svg")))
        #expect(svg.texts["title"] == text)
        #expect(svg.texts["desc"] == text)
        #expect(svg.root?.attributes["role"] == "img")
    }

    @Test("Tokens are labels as given")
    func tokens() throws {
        let workshop = try Workshop()
        let count = Self.texts.count
        try workshop.write(InputFiles.npy([count, count]), to: "in.npy")
        try workshop.write(Self.texts.joined(separator: "\n"), to: "tokens.txt")
        try workshop.write(try JSONSerialization.data(withJSONObject: Self.texts), to: "tokens.json")
        for file in ["tokens.txt", "tokens.json"] {
            let outcome = try workshop.run(
                "render", "in.npy", "--tokens", file, "--raw-tokens", "--json", "-o", "\(file).svg")
            #expect(outcome.status == 0, "\(outcome.messages)")
            let labels = try #require(SVGText(try workshop.data("\(file).svg"))?.labels)
            #expect(Self.texts.allSatisfy { text in labels.count { $0 == text } == 2 }, "\(labels)")
            let summary = try outcome.json()
            #expect(summary["xLabels"] as? [String] == Self.texts)
            #expect(summary["yLabels"] as? [String] == Self.texts)
        }
        #expect(try workshop.data("tokens.txt.svg") == workshop.data("tokens.json.svg"))
    }

    @Test("Characters that no font has are reported by their code points")
    func missingGlyphs() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run("identity", "--title", "a\u{16A0}", "-o", "a.svg")
        #expect(outcome.status == 0)
        #expect(outcome.messages.contains("U+16A0"))
    }
}
