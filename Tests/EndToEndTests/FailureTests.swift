import Foundation
import Testing

/// A command line that must fail, with its exit status and a part of its message.
struct Refusal: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let status: Int32
    /// What the message must say.
    let facts: [String]

    init(_ status: Int32, _ arguments: [String], says facts: String...) {
        self.arguments = arguments
        self.status = status
        self.facts = facts
    }

    var testDescription: String { arguments.map { $0.isEmpty ? "''" : $0 }.joined(separator: " ") }

    /// Runs in a folder of good and bad inputs, and checks the exit status, the message and that no file was changed.
    func check() throws {
        let workshop = try Workshop()
        try Refusal.fill(workshop)
        let before = try workshop.names()
        let outcome = try workshop.run(arguments)
        #expect(outcome.status == status, "\(outcome.messages)")
        #expect(outcome.output.isEmpty)
        for fact in facts { #expect(outcome.messages.contains(fact)) }
        #expect(outcome.messages.lowercased().components(separatedBy: "error:").count == 2, "one message")
        #expect(try workshop.names() == before, "no file is new, none is gone")
        #expect(try workshop.data("old.svg") == Data("old".utf8))
    }

    private static func fill(_ workshop: Workshop) throws {
        try workshop.write("old", to: "old.svg")
        try workshop.makeFolder("folder.svg")
        let files: [(String, Data)] = [
            ("matrix.npy", InputFiles.npy([2, 3])), ("layers.npy", InputFiles.npy([2, 2, 2, 3])),
            ("five.npy", InputFiles.npy([2, 2, 2, 2, 3])), ("vector.npy", InputFiles.npy([3])),
            ("scalar.npy", InputFiles.npy([])), ("hollow.npy", InputFiles.npy([0, 3])),
            ("cut.npy", InputFiles.npy([2, 3]).dropLast(4)), ("beheaded.npy", InputFiles.npy([2, 3]).prefix(20)),
            ("nothing.npy", Data()), ("text.npy", Data("0.5 0.25 0.25\n".utf8)),
            ("objects.npy", InputFiles.npy([1, 2], [0, 0], type: "|O")),
            ("two.safetensors", try InputFiles.safetensors([("a", [1, 2], [1, 2]), ("b", [1, 1], [3])])),
            ("three.txt", Data("a\nb\nc\n".utf8)), ("object.json", Data("{\"a\": 1}".utf8)),
            ("latin.txt", Data([0x61, 0x0A, 0xE9, 0x0A])),
        ]
        for (name, data) in files { try workshop.write(data, to: name) }
    }
}

@Suite("Wrong usage: exit status 64")
struct UsageErrorTests {
    static let commandLines = [
        Refusal(64, ["dot-vs-scald", "-o", "old.svg"], says: "'dot-vs-scald'", "did you mean 'dot-vs-scaled'?"),
        Refusal(64, ["Render", "matrix.npy"], says: "did you mean 'render'?"),
        Refusal(64, ["plot"], says: "no subcommand 'plot'", "render"),
        Refusal(64, ["identity", "--titel", "x"], says: "--titel", "--title"),
        Refusal(64, ["identity", "--nonsense-option"], says: "Unknown option '--nonsense-option'"),
        Refusal(
            64, ["render", "matrix.npy", "--axes", "layer,head,query,key"],
            says: "4 axes are named (layer, head, query, key), but the shape (2, 3) has 2"),
        Refusal(64, ["identity", "old.svg"], says: "Unexpected argument 'old.svg'"),
        Refusal(64, ["render", "-o", "old.svg"], says: "Missing expected argument '<file[:tensor]>'"),
    ]

    static let outputs = [
        Refusal(64, ["identity", "-o", "out.jpg"], says: "'.jpg'", ".svg, .png or .pdf"),
        Refusal(64, ["identity", "-o", "old.svg", "-o", "out"], says: "'out' has no extension", "--format"),
        Refusal(64, ["identity", "-o", "old.svg", "-o", ""], says: "-o needs the name of a file"),
        Refusal(64, ["identity", "-o", "-"], says: "'-o -' needs --format svg, png or pdf"),
        Refusal(64, ["identity", "-o", "old.svg", "--format", "png"], says: "'old.svg'", "--format png"),
        Refusal(64, ["identity", "-o", "old.svg", "-o", "old.svg"], says: "-o old.svg is given twice"),
        Refusal(64, ["identity", "--format", "jpg"], says: "'jpg'", "'svg', 'png' or 'pdf'"),
        Refusal(64, ["identity", "--json", "-o", "-", "--format", "svg"], says: "--json", "'-o -'", "stdout"),
        Refusal(64, ["identity", "--json", "--print-tensors"], says: "--print-tensors", "--json"),
        Refusal(
            64, ["identity", "--print-tensors", "-o", "-", "--format", "svg"], says: "--print-tensors", "'-o -'"),
        Refusal(
            64, ["render", "matrix.npy", "-o", "old.svg", "--save-weights", "old.svg"],
            says: "-o and --save-weights both name old.svg"),
        Refusal(
            64, ["render", "matrix.npy", "--save-weights", "matrix.npy"],
            says: "--save-weights matrix.npy would overwrite an input"),
        Refusal(
            64, ["render", "matrix.npy", "--tokens", "three.txt", "-o", "three.txt", "--format", "png"],
            says: "-o three.txt would overwrite an input"),
        Refusal(
            64, ["compare", "matrix.npy", "five.npy", "-o", "five.npy", "--format", "svg"],
            says: "-o five.npy would overwrite an input"),
        Refusal(64, ["diff", "old.svg", "text.npy", "-o", "old.svg"], says: "-o old.svg would overwrite an input"),
        Refusal(64, ["render", "matrix.npy", "--save-weights", "-"], says: "--save-weights needs the name of a file"),
    ]

    static let sizes = [
        Refusal(64, ["dot-vs-scaled", "--queries", "1000000000"], says: "--queries", "1 to 1024", "1000000000"),
        Refusal(64, ["dot-vs-scaled", "--queries", "-3"], says: "--queries must be from 1 to 1024, found -3"),
        Refusal(64, ["dot-vs-scaled", "--queries", "99999999999999999999"], says: "99999999999999999999", "--queries"),
        Refusal(64, ["dot-vs-scaled", "--num-keys", "0"], says: "--num-keys must be from 1 to 4096, found 0"),
        Refusal(64, ["dot-vs-scaled", "--dim", "9223372036854775807"], says: "--dim must be from 1 to 16384"),
        Refusal(
            64, ["dot-vs-scaled", "--queries", "1024", "--num-keys", "4096", "--dim", "16384"],
            says: "--queries times --num-keys", "at most 134217728"),
        Refusal(64, ["dot-vs-scaled", "--dims", "2,0"], says: "--dims must be from 1 to 16384, found 0"),
        Refusal(64, ["dot-vs-scaled", "--dims", "2,,3"], says: "'2,,3'", "--dims"),
        Refusal(64, ["dot-vs-scaled", "--dims", ""], says: "''", "--dims"),
        Refusal(64, ["dot-vs-scaled", "--dims", "2,3", "--dim", "4"], says: "--dim and --dims"),
        Refusal(64, ["dot-vs-scaled", "--valid-lens", "1,2,3"], says: "--valid-lens needs 2 numbers", "found 3"),
        Refusal(64, ["dot-vs-scaled", "--valid-lens", "-1,2"], says: "0 or more; found -1 for query 0"),
        Refusal(64, ["dot-vs-scaled", "--valid-lens", "two,2"], says: "'two,2'", "--valid-lens"),
        Refusal(64, ["additive", "--valid-lens", "1"], says: "--valid-lens needs 2 numbers", "found 1"),
        Refusal(64, ["dot-vs-scaled", "--dropout", "1", "--training"], says: "dropout", "[0, 1)", "1.0"),
        Refusal(64, ["dot-vs-scaled", "--dropout", "nan"], says: "dropout", "nan"),
        Refusal(64, ["dot-vs-scaled", "--seed", "9223372036854775808"], says: "--seed", "9223372036854775808"),
        Refusal(64, ["dot-vs-scaled", "--keys", "zeros"], says: "'zeros'", "'ones'", "'normal'"),
        Refusal(64, ["identity", "--size", "1000000000"], says: "--size must be from 1 to 4096, found 1000000000"),
        Refusal(64, ["score-functions", "--dim", "2000000000"], says: "--dim must be from 1 to 1024"),
    ]

    static let figures = [
        Refusal(64, ["identity", "--cmap", "jet", "-o", "old.svg"], says: "'jet'", "Reds", "viridis"),
        Refusal(64, ["identity", "--cmap", "reds_r"], says: "'reds_r'", "did you mean 'Reds_r'?"),
        Refusal(
            64, ["identity", "--vmin", "2", "--vmax", "1", "-o", "old.svg"], says: "2.0", "1.0", "lower one first"),
        Refusal(64, ["identity", "--vmin", "2", "--vmax", "1", "--json"], says: "2.0", "1.0"),
        Refusal(64, ["identity", "--vmin", "nan", "-o", "old.svg"], says: "nan", "finite"),
        Refusal(64, ["render", "matrix.npy", "--vmax", "-1", "--json"], says: "-1.0"),
        Refusal(64, ["identity", "--vmin", "low"], says: "'low'", "--vmin"),
        Refusal(64, ["dot-vs-scaled", "--column-titles", "a"], says: "--column-titles: expected 2", "found 1"),
        Refusal(64, ["dot-vs-scaled", "--column-titles", "a,b,c", "--json"], says: "expected 2", "found 3"),
        Refusal(64, ["dot-vs-scaled", "--row-titles", "a,b"], says: "--row-titles: expected 1", "has 1 row;"),
        Refusal(64, ["identity", "--figure-size", "0.5x0.5in", "-o", "old.svg"], says: "36 x 36 pt", "too small"),
        Refusal(64, ["identity", "--figure-size", "0x5in"], says: "page width", "0"),
        Refusal(64, ["identity", "--figure-size", "-5x5in"], says: "page width", "-360"),
        Refusal(64, ["identity", "--figure-size", "1e300x5in"], says: "page width"),
        Refusal(64, ["identity", "--cell-size", "0"], says: "cell size", "more than 0"),
        Refusal(64, ["identity", "--cell-size", "-1"], says: "cell size", "-1"),
        Refusal(64, ["identity", "--cell-size", "1e300in"], says: "cell size"),
        Refusal(64, ["identity", "--cell-size", "big"], says: "'big'", "--cell-size"),
        Refusal(64, ["identity", "--size", "20", "--cell-size", "1000"], says: "more than", "smaller cells"),
        Refusal(64, ["identity", "--dpi", "0", "-o", "a.png"], says: "from 10 to 2400 dots per inch"),
        Refusal(64, ["identity", "--dpi", "-150"], says: "-150", "dots per inch"),
        Refusal(64, ["identity", "--dpi", "1e300", "-o", "a.png"], says: "dots per inch"),
        Refusal(64, ["identity", "--dpi", "nan", "-o", "a.png"], says: "nan", "dots per inch"),
        Refusal(
            64, ["identity", "--dpi", "2400", "--figure-size", "100x100in", "-o", "a.png"], says: "7200 x 7200 pt"),
        Refusal(64, ["identity", "--color-scale", "all"], says: "'all'", "'shared', 'row', 'column' or 'panel'"),
        Refusal(
            64, ["identity", "--scale", "shared"],
            says: "--scale is the factor of a score; panels share colours by --color-scale shared"),
        Refusal(
            64, ["dot-vs-scaled", "--study", "--scale", "2", "-o", "old.svg"],
            says: "--scale is the factor of a score", "by --color-scale shared, row, column or panel"),
        Refusal(
            64, ["render", "matrix.npy", "--scale", "row", "-o", "old.svg"],
            says: "--scale is the factor of a score; panels share colours by --color-scale row"),
        Refusal(64, ["analyze", "layers.npy", "--scale", "column"], says: "by --color-scale column"),
        Refusal(64, ["compare", "layers.npy", "layers.npy", "--scale=panel"], says: "by --color-scale panel"),
        Refusal(64, ["identity", "--colorbar", "left"], says: "'left'", "'right', 'bottom' or 'none'"),
        Refusal(64, ["dot-vs-scaled", "--color-scale", "column", "--colorbar", "right"], says: "column", "right"),
        Refusal(64, ["identity", "--figure-size", "20pt", "-o", "old.svg"], says: "20 pt wide is too narrow"),
        Refusal(64, ["dot-vs-scaled", "--panel-titles", "a"], says: "--panel-titles: expected 2", "found 1"),
        Refusal(
            64, ["dot-vs-scaled", "--panel-titles", "\"a, b", "-o", "old.svg"], says: "--panel-titles",
            "the quote that opens '\"a, b' is not closed"),
        Refusal(
            64, ["dot-vs-scaled", "--column-titles", "\"a\" b,c"], says: "--column-titles",
            "expected a comma or the end after the quotes of \"a\", found 'b,c'"),
        Refusal(
            64, ["dot-vs-scaled", "--column-titles", "a\\,b"], says: "--column-titles: expected 2", "found 1"),
        Refusal(64, ["identity", "--split-x", "5,5"], says: "x axis", "from 1 to 9", "found 5, 5"),
        Refusal(64, ["identity", "--split-y", "five"], says: "'five'", "--split-y"),
        Refusal(64, ["identity", "--x-segments", "a,b"], says: "--split-x", "missing"),
        Refusal(
            64, ["identity", "--split-y", "5", "--y-segments", "a"], says: "1 y segment titles", "2 y segments"),
        Refusal(64, ["identity", "--mark", "3"], says: "--mark needs a query and a key", "found 1 number"),
        Refusal(64, ["identity", "--mark", "3,10"], says: "query 3, key 10", "10 queries and 10 keys"),
    ]

    static let pageSizes = [
        "", "x", "5x", "x5", "5xx5", "nan", "nanxnan", "infx5", "0x5x2", "5x2.5furlongs", "pxxpx",
        "5inx2.5inx1in",
    ]

    @Test("Subcommands, options and arguments", arguments: commandLines)
    func commandLine(_ refusal: Refusal) throws { try refusal.check() }

    @Test("Outputs", arguments: outputs)
    func output(_ refusal: Refusal) throws { try refusal.check() }

    @Test("Sizes of experiments", arguments: sizes)
    func size(_ refusal: Refusal) throws { try refusal.check() }

    @Test("Options of figures", arguments: figures)
    func figure(_ refusal: Refusal) throws { try refusal.check() }

    @Test("Page sizes that are none", arguments: pageSizes)
    func pageSize(_ size: String) throws {
        try Refusal(64, ["identity", "--figure-size", size, "-o", "old.svg"], says: "'\(size)'", "5x2.5in").check()
    }
}

@Suite("Bad data: exit status 65")
struct DataErrorTests {
    static let tensors = [
        Refusal(
            65, ["render", "text.npy", "-o", "old.svg"],
            says: "text.npy: expected a .npy file, found text; if it holds numbers, name it .csv"),
        Refusal(65, ["render", "cut.npy", "-o", "old.svg"], says: "cut.npy", "24 bytes", "found 20", "cut short"),
        Refusal(65, ["render", "beheaded.npy", "-o", "old.svg"], says: "beheaded.npy", "cut short"),
        Refusal(65, ["render", "nothing.npy", "-o", "old.svg"], says: "nothing.npy: the file is empty"),
        Refusal(65, ["render", "objects.npy"], says: "objects.npy", "Python objects", "astype"),
        Refusal(65, ["render", "three.txt"], says: "three.txt", "found only text, such as 'a'", "--tokens"),
        Refusal(
            65, ["render", "five.npy", "-o", "old.svg"], says: "five.npy", "(2, 2, 2, 2, 3)",
            "layer (2), batch (2), head (2)",
            "--select batch=0"),
        Refusal(65, ["render", "vector.npy", "--axes", "query", "-o", "old.svg"], says: "vector.npy", "(3,)", "key"),
        Refusal(65, ["render", "scalar.npy", "-o", "old.svg"], says: "scalar.npy", "found 0", "two axes"),
        Refusal(
            65, ["render", "hollow.npy", "-o", "old.svg"], says: "hollow.npy", "(0, 3)", "nothing to draw",
            "no elements"),
        Refusal(65, ["render", "hollow.npy", "--json"], says: "hollow.npy"),
    ]

    static let tokens = [
        Refusal(
            65, ["render", "matrix.npy", "--tokens", "three.txt", "-o", "old.svg"],
            says: "three.txt: expected 2 tokens, one for each query, found 3"),
        Refusal(
            65, ["render", "layers.npy", "--y-tokens", "three.txt", "--json"],
            says: "three.txt: expected 2 tokens, one for each query, found 3"),
        Refusal(
            65, ["render", "matrix.npy", "--x-tokens", "object.json"], says: "object.json", "a JSON list of strings"),
        Refusal(65, ["render", "matrix.npy", "--x-tokens", "latin.txt"], says: "latin.txt", "line 2", "UTF-8"),
        Refusal(65, ["render", "matrix.npy", "--x-tokens", "nothing.npy"], says: "nothing.npy: the file is empty"),
    ]

    static let choices = [
        Refusal(
            64, ["render", "two.safetensors"], says: "two.safetensors:", "'a' float32 (1, 2)", "'b' float32 (1, 1)"),
        Refusal(64, ["render", "two.safetensors:c"], says: "no tensor is named 'c'", "'a'", "'b'"),
        Refusal(
            64, ["render", "layers.npy", "--select", "layer=2"], says: "layers.npy", "(2, 2, 2, 3)", "layer 2", "0 to 1"
        ),
        Refusal(64, ["render", "layers.npy", "--select", "head=-3"], says: "layers.npy", "head -3", "-2 to -1"),
        Refusal(64, ["render", "layers.npy", "--select", "heads=0"], says: "'heads'", "layer, head, query, key"),
        Refusal(
            64, ["render", "layers.npy", "--select", "layer=0", "--select", "layer=1"],
            says: "'layer' is selected twice", "layer=0,2"),
        Refusal(64, ["render", "layers.npy", "--select", "0"], says: "'0'", "layer=3"),
        Refusal(64, ["render", "layers.npy", "--select", "head=1:1"], says: "no head is selected"),
        Refusal(64, ["render", "layers.npy", "--reduce", "head=median"], says: "'head=median'", "mean or max"),
        Refusal(64, ["render", "layers.npy", "--axes", "a,query,key"], says: "3 axes are named", "has 4"),
        Refusal(64, ["render", "layers.npy", "--columns", "0"], says: "number of columns", "at least 1"),
        Refusal(64, ["render", "matrix.npy", "--merge-subwords"], says: "--merge-subwords", "--tokens"),
    ]

    @Test("Files that hold no figure", arguments: tensors)
    func tensor(_ refusal: Refusal) throws { try refusal.check() }

    @Test("Tokens", arguments: tokens)
    func token(_ refusal: Refusal) throws { try refusal.check() }

    @Test("A choice that the file does not have is wrong usage", arguments: choices)
    func choice(_ refusal: Refusal) throws { try refusal.check() }
}

@Suite("Files that cannot be read or written: exit statuses 66, 73, 74")
struct FileErrorTests {
    static let inputs = [
        Refusal(66, ["render", "missing.npy", "-o", "old.svg"], says: "missing.npy", "No such file"),
        Refusal(66, ["render", "missing.npy:a"], says: "missing.npy", "No such file"),
        Refusal(66, ["render", "folder.svg"], says: "folder.svg: expected a file, found a folder"),
        Refusal(66, ["render", ""], says: "No such file"),
        Refusal(
            66, ["render", "matrix.npy", "--tokens", "missing.txt", "-o", "old.svg"], says: "missing.txt",
            "No such file"),
        Refusal(66, ["render", "matrix.npy", "--y-tokens", "folder.svg"], says: "folder.svg", "folder"),
    ]

    static let outputs = [
        Refusal(
            73, ["identity", "-o", "nowhere/a.svg"],
            says: "nowhere/a.svg: cannot be created: there is no folder 'nowhere/'"),
        Refusal(73, ["identity", "-o", "folder.svg"], says: "folder.svg: cannot be created: Is a directory"),
        Refusal(73, ["identity", "-o", "old.svg", "-o", "nowhere/a.png"], says: "nowhere/a.png"),
        Refusal(73, ["identity", "-o", "a.svg", "-o", "nowhere/a.png", "--json"], says: "nowhere/a.png"),
        Refusal(
            73, ["render", "matrix.npy", "-o", "old.svg", "--save-weights", "nowhere/a.npy"], says: "nowhere/a.npy"),
    ]

    static let devices = [
        Refusal(74, ["identity", "-o", "/dev/full", "--format", "svg"], says: "/dev/full", "No space left"),
        Refusal(74, ["identity", "-o", "old.svg", "-o", "/dev/full", "--format", "svg"], says: "/dev/full"),
        Refusal(
            64, ["render", "matrix.npy", "-o", "old.svg", "--save-weights", "weights.doc"], says: "weights.doc", ".npy"),
    ]

    @Test("Inputs that cannot be opened", arguments: inputs)
    func input(_ refusal: Refusal) throws { try refusal.check() }

    @Test("Outputs that cannot be created", arguments: outputs)
    func output(_ refusal: Refusal) throws { try refusal.check() }

    @Test("A disk without room", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")), arguments: devices)
    func device(_ refusal: Refusal) throws { try refusal.check() }

    @Test(
        "Stdout without room", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
        arguments: [["-o", "-", "--format", "png"], ["--json", "-o", "a.svg"], ["--print-tensors"]])
    func standardOutput(options: [String]) throws {
        let workshop = try Workshop()
        let outcome = try workshop.run(["identity"] + options, output: .file("/dev/full"))
        #expect(outcome.status == 74)
        #expect(outcome.messages == "attnviz: error: stdout: writing failed: No space left on device\n")
        #expect(try workshop.names().isEmpty)
    }

    @Test("A reader that has left ends the run as it ends other programs: by SIGPIPE, quietly, without leftovers")
    func abandonedPipe() throws {
        let workshop = try Workshop()
        try workshop.write("old", to: "old.svg")
        let outcome = try workshop.run(
            "identity", "-o", "old.svg", "-o", "-", "--format", "svg", output: .abandonedPipe)
        #expect(outcome.status == -SIGPIPE)
        #expect(outcome.messages.isEmpty)
        #expect(try workshop.names() == ["old.svg"])
        #expect(try workshop.data("old.svg") == Data("old".utf8))
    }

    @Test("A reader that takes one byte")
    func head() throws {
        let workshop = try Workshop()
        let outcome = try workshop.shell("\"$0\" identity -o - --format svg | head -c 1")
        #expect(outcome.text == "<")
        #expect(outcome.messages.isEmpty)
        #expect(try workshop.names().isEmpty)
    }

    @Test("A closed stdout is an error, and no file takes its place")
    func closedOutput() throws {
        let workshop = try Workshop()
        let outcome = try workshop.shell("\"$0\" identity --json -o a.svg >&-")
        #expect(outcome.status == 74)
        #expect(outcome.messages.contains("stdout"))
        #expect(try workshop.names().isEmpty)
    }
}
