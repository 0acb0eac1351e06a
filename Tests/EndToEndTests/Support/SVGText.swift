import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The texts of an SVG, parsed as XML.
final class SVGText: NSObject, XMLParserDelegate {
    private(set) var root: (name: String, attributes: [String: String])?
    /// The text of `<title>` and `<desc>`.
    private(set) var texts: [String: String] = [:]
    /// The texts on the page, in order.
    private(set) var labels: [String] = []
    /// The titles of cells, in order.
    private(set) var cellTitles: [String] = []
    private var open: [String] = []

    /// Nil when the data is not well-formed XML.
    init?(_ data: Data) {
        super.init()
        let parser = XMLParser(data: data)
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        if root == nil { root = (name, attributes) }
        open.append(name)
        if isInCell { cellTitles.append("") }
        if name == "text" { labels.append("") }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    private var isInCell: Bool { open.suffix(2) == ["rect", "title"] }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if isInCell {
            cellTitles[cellTitles.count - 1] += text
        } else if open.last == "text" {
            labels[labels.count - 1] += text
        } else {
            texts[open.last ?? "", default: ""] += text
        }
    }
}
