import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What a reader of XML finds in an SVG.
final class SVGText: NSObject, XMLParserDelegate {
    private(set) var root: (name: String, attributes: [String: String])?
    /// The text of `<title>` and `<desc>`.
    private(set) var texts: [String: String] = [:]
    private var element = ""

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
        element = name
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        element = ""
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        texts[element, default: ""] += text
    }
}
