import Foundation
import Support
import Tensors
import Testing

@testable import TensorFiles

/// The path of a committed fixture.
func fixture(_ name: String) throws -> String {
    try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/\(name)").path
}

extension TemporaryFolder {
    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try data(name))
    }

    /// Hidden files too.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    func permissions(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }
}

/// The error that `body` throws, if it throws.
func failure(_ body: () throws(TensorFileError) -> some Any) -> TensorFileError? {
    do throws(TensorFileError) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
