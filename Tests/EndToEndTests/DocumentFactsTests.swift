import Foundation
import Testing

@Suite("What files say of themselves")
struct DocumentFactsTests {
    @Test("Author and keywords are in the files that can hold them")
    func facts() throws {
        let workshop = try Workshop()
        let facts = ["--author", "Ada Lovelace", "--keywords", "attention, heads"]
        #expect(try workshop.run(["identity", "-o", "a.pdf", "-o", "a.png"] + facts).status == 0)
        #expect(try workshop.run("identity", "-o", "b.pdf", "-o", "b.png").status == 0)
        let png = String(decoding: try workshop.data("a.png"), as: UTF8.self)
        #expect(png.contains("tEXtAuthor\u{0}Ada Lovelace"))
        #expect(!String(decoding: try workshop.data("b.png"), as: UTF8.self).contains("Author"))
        let pdf = String(decoding: try workshop.data("a.pdf"), as: UTF8.self)
        // Newer versions of cairo pack these objects into a stream.
        guard !pdf.contains("/ObjStm") else { return }
        #expect(pdf.contains("/Author (Ada Lovelace)") && pdf.contains("/Keywords (attention, heads)"))
        #expect(!String(decoding: try workshop.data("b.pdf"), as: UTF8.self).contains("/Author"))
    }

    @Test(
        "Keywords stand in the PDF as they were given, or without their quotes",
        arguments: [("a,b", "a,b"), ("a, b", "a, b"), ("\"heads, few\",b", "heads, few, b")])
    func keywords(argument: String, written: String) throws {
        let workshop = try Workshop()
        #expect(try workshop.run("identity", "-o", "a.pdf", "--keywords", argument).status == 0)
        let pdf = String(decoding: try workshop.data("a.pdf"), as: UTF8.self)
        guard !pdf.contains("/ObjStm") else { return }
        #expect(pdf.contains("/Keywords (\(written))"))
    }
}
