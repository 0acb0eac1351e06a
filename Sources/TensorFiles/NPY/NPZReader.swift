/// Reads `.npz` files: ZIP archives of `.npy` files, each an array of the name before `.npy`.
///
/// Arrays of text become labels. Arrays that cannot be read are refused one by one. Other members are passed over.
enum NPZReader: TensorFileReader {
    /// No array of numbers has a longer header; one that has would have to be inflated to know.
    private static let longestHeader = 1 << 16
    static let suffix = ".npy"

    static func read(_ source: ByteSource) throws(TensorFileError) -> TensorFileContent {
        let members = try ZIPArchive(source).members
        let arrays = members.filter { $0.name.hasSuffix(suffix) }
        guard members.isEmpty || !arrays.isEmpty else { throw .unknownFormat(path: source.path, found: .zip) }
        var content = TensorFileContent()
        for array in arrays {
            let name = String(array.name.dropLast(suffix.count))
            switch array.content {
            case .failure(let reason): content.refusals[name] = reason
            case .success(let member): try read(member, name: name, into: &content)
            }
        }
        return content
    }

    private static func read(
        _ member: ZIPMember, name: String, into content: inout TensorFileContent
    ) throws(TensorFileError) {
        do throws(TensorFileError) {
            let (header, offset) = try NPYReader.header(headerBytes(member))
            let data = offset..<member.count
            if let texts = try NPYText.texts(header, name: name, data: data, store: member) {
                content.labels.append(StoredLabels(name: name, texts: texts))
            } else {
                content.tensors.append(try NPYReader.tensor(header, name: name, data: data, store: member))
            }
        } catch {
            guard case .unsupportedElements = error else { throw error }
            content.refusals[name] = error
        }
    }

    /// The bytes before the data, and no more of them than needed.
    private static func headerBytes(_ member: ZIPMember) throws(TensorFileError) -> ByteSource {
        var cursor = ByteCursor(try member.prefix(NPYReader.fixedLength))
        let length = try NPYReader.headerLength(&cursor)
        guard length <= longestHeader else {
            throw .malformed(
                path: member.path, place: "header length", expected: "at most \(longestHeader) bytes",
                found: "\(length)", advice: "save the arrays again with numpy.savez")
        }
        return try member.prefix(cursor.offset + length)
    }
}
