/// Reads `.json` files: nested lists of numbers, or an object with such lists as `weights` and optionally lists of tokens
/// as `tokens`, `x_tokens` and `y_tokens`. Other keys are ignored.
enum JSONReader: TensorFileReader {
    static func read(_ source: ByteSource) throws(TensorFileError) -> TensorFileContent {
        var parser = JSONParser(
            try source.bytes(0..<source.count, of: "text"), path: source.path,
            advice: "write nested lists, or {\"weights\": [[0.5, 0.5]], \"tokens\": [\"the\", \"cat\"]}")
        var content = TensorFileContent()
        if parser.next() == UInt8(ascii: "{") {
            try parser.object("an object") { (parser, key) throws(TensorFileError) in
                if key == "weights" {
                    let (dimensions, numbers) = try parser.tensor()
                    content.tensors = [
                        try StoredTensor(name: key, dimensions: dimensions, numbers: numbers, path: source.path)
                    ]
                } else if LabelNames.all.contains(key) {
                    content.labels.append(try parser.labels(named: key, "a list of strings"))
                } else {
                    try parser.skip()
                }
            }
            guard !content.tensors.isEmpty else { throw parser.malformed("the key 'weights'", found: "none") }
        } else {
            let (dimensions, numbers) = try parser.tensor()
            content.tensors = [
                try StoredTensor(
                    name: stem(source.path), dimensions: dimensions, numbers: numbers, path: source.path)
            ]
        }
        try parser.end()
        return content
    }
}
