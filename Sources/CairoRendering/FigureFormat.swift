/// A file format for figures.
public enum FigureFormat: String, CaseIterable, Sendable {
    case svg, png, pdf

    /// The format of that file extension, in any case.
    ///
    /// - Throws: `RenderingError.unknownFormat`.
    public init(fileExtension: String) throws(RenderingError) {
        guard let format = FigureFormat(rawValue: fileExtension.lowercased()) else {
            throw .unknownFormat(name: fileExtension, known: FigureFormat.allCases.map(\.rawValue))
        }
        self = format
    }
}
