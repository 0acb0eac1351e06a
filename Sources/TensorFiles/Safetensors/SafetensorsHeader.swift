#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The JSON header of a safetensors file, decoded and unchecked.
struct SafetensorsHeader: Decodable {
    struct Entry: Decodable {
        let elementType: String
        let shape: [Int]
        /// Begin and end, in bytes after the header.
        let offsets: [Int]

        private enum CodingKeys: String, CodingKey {
            case elementType = "dtype"
            case shape
            case offsets = "data_offsets"
        }
    }

    /// The free text of `__metadata__`.
    let notes: [String: String]
    let entries: [String: Entry]

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        var notes: [String: String] = [:]
        var entries: [String: Entry] = [:]
        for name in container.allKeys {
            if name.stringValue == "__metadata__" {
                notes = try container.decode([String: String].self, forKey: name)
            } else {
                entries[name.stringValue] = try container.decode(Entry.self, forKey: name)
            }
        }
        self.notes = notes
        self.entries = entries
    }
}
