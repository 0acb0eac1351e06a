import Foundation
import Testing

/// The array in a `.npy` file of float32, read without the readers under test.
struct SavedArray {
    let shape: [Int]
    let values: [Float]

    init(_ file: Data) throws {
        let bytes = [UInt8](file)
        try #require(bytes.starts(with: [0x93] + Array("NUMPY".utf8) + [1, 0]))
        let start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
        let header = String(decoding: bytes[10..<start], as: UTF8.self)
        try #require(header.contains("'descr': '<f4', 'fortran_order': False, 'shape': ("))
        let dimensions = try #require(header.components(separatedBy: "(").last?.components(separatedBy: ")").first)
        shape = dimensions.split(separator: ",").compactMap { Int($0.drop { $0 == " " }) }
        values = stride(from: start, to: bytes.count, by: 4).map { place in
            Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) })
        }
        #expect(values.count == shape.reduce(1, *))
    }

    /// Whether it has this shape and, within 1e-6, these numbers.
    func matches(_ shape: [Int], _ numbers: [Float], within tolerance: Float = 1e-6) -> Bool {
        self.shape == shape && values.count == numbers.count
            && zip(values, numbers).allSatisfy { abs($0 - $1) <= tolerance }
    }

    /// The sums along the last axis.
    var rowSums: [Float] {
        guard let size = shape.last, size > 0 else { return [] }
        return stride(from: 0, to: values.count, by: size).map { values[$0..<$0 + size].reduce(0, +) }
    }
}

extension Workshop {
    func array(_ name: String) throws -> SavedArray { try SavedArray(data(name)) }

    /// The sentences of `<desc>`, the description for readers who cannot see the figure.
    func description(_ name: String) throws -> String {
        let text = try #require(SVGText(try data(name)))
        return try #require(text.texts["desc"])
    }
}

/// The files that come with the package.
enum PackageFiles {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ name: String) -> String { root.appendingPathComponent(name).path }
    static func array(_ name: String) throws -> SavedArray {
        try SavedArray(Data(contentsOf: URL(fileURLWithPath: path(name))))
    }
}
