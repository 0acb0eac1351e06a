/// Reads `.npz` files: ZIP archives of `.npy` files, each an array named as the member without `.npy`.
///
/// Arrays of text become labels. An array that cannot be read does not prevent reading the others. Other members are ignored.
enum NPZReader: TensorFileReader {
    static let suffix = ".npy"

    static func read(_ source: ByteSource, _ options: ReadingOptions) throws(TensorFileError) -> TensorFileContent {
        let archive = try ZIPArchive(source)
        let members = archive.members
        let arrays = members.filter { $0.name.hasSuffix(suffix) }
        guard members.isEmpty || !arrays.isEmpty else {
            let isWorkbook = members.contains { $0.name.hasPrefix("xl/") }
            throw .unknownFormat(path: source.path, found: isWorkbook ? .spreadsheet : .zip)
        }
        var content = TensorFileContent()
        if archive.trailingBytes > 0 {
            content.readingNotes.append(.bytesAfterArchive(count: archive.trailingBytes))
        }
        for array in arrays {
            let name = String(array.name.dropLast(suffix.count))
            switch array.content {
            case .failure(let reason): content.refusals[name] = reason
            case .success(let member): try read(member, options, name: name, into: &content)
            }
        }
        return content
    }

    private static func read(
        _ member: ZIPMember, _ options: ReadingOptions, name: String, into content: inout TensorFileContent
    ) throws(TensorFileError) {
        do throws(TensorFileError) {
            let (header, offset) = try NPYReader.header(headerBytes(member))
            let data = offset..<member.count
            if let texts = try NPYText.texts(header, name: name, data: data, store: member) {
                content.labels.append(StoredLabels(name: name, texts: texts))
            } else {
                let array = try NPYReader.content(header, options, name: name, data: data, store: member)
                content.tensors += array.tensors
                content.readingNotes += array.readingNotes
            }
        } catch {
            guard case .unsupportedElements = error else { throw error }
            content.refusals[name] = error
        }
    }

    /// The bytes before the data, without inflating more than needed.
    private static func headerBytes(_ member: ZIPMember) throws(TensorFileError) -> ByteSource {
        var cursor = ByteCursor(try member.prefix(NPYReader.fixedLength))
        let length = try NPYReader.headerLength(&cursor)
        try NPYReader.checkHeader(length, path: member.path)
        return try member.prefix(cursor.offset + length)
    }
}
