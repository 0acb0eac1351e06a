/// An input of a reader: a file that is intact, or one with faults.
package struct FuzzInput {
    /// What an intact file holds.
    package enum Content {
        case tensor(shape: [Int], elements: [Float])
        case tokens([String])
        /// Red, green and blue of each pixel.
        case picture(width: Int, height: Int, colors: [UInt8])
    }

    /// What reads it.
    package enum Reader {
        case tensors, tokens, cellTexts, pictures
    }

    package let reader: Reader
    /// Its extension decides how text is read.
    package let path: String
    package let bytes: [UInt8]
    /// Nil for a file with faults.
    package let content: Content?
}

/// A format of which files are made up.
package enum FuzzFormat: String, CaseIterable {
    case npy, npz, safetensors, json, table, longTable, tokens, png

    /// An input of this format, the same one for the same seed. One of three is intact.
    package func input(seed: UInt64) -> FuzzInput {
        var maker = FileMaker(seed: seed)
        return switch self {
        case .npy: maker.npy()
        case .npz: maker.npz()
        case .safetensors: maker.safetensors()
        case .json: maker.json()
        case .table: maker.table()
        case .longTable: maker.longTable()
        case .tokens: maker.tokenList()
        case .png: maker.png()
        }
    }
}
