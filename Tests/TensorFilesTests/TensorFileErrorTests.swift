import Tensors
import Testing

@testable import TensorFiles

@Suite struct TensorFileErrorTests {
    private static let reason = SystemError(code: 28)

    @Test(arguments: [
        (TensorFileError.cannotOpen(path: "f", reason: reason), TensorFileError.Category.cannotOpen),
        (.isDirectory(path: "f"), .cannotOpen), (.emptyFile(path: "f"), .badData),
        (.inputTooLong(path: "f", limit: 9), .badData), (.unknownFormat(path: "f", found: .hdf5), .badData),
        (.truncated(path: "f", place: "header", offset: 1, expected: 2, found: 0), .badData),
        (.tooManyAxes(path: "f", tensor: "t", limit: 64, found: 65), .badData),
        (.noSuchTensor(path: "f", name: "t", available: []), .badRequest),
        (.tensorChoiceNeeded(path: "f", available: []), .badData),
        (.noSuchLabels(path: "f", name: "t", available: ["x"]), .badRequest),
        (.cannotHold(path: "f", expected: "a", found: "b", advice: "c"), .badRequest),
        (.cannotCreate(path: "f", reason: reason), .cannotCreate),
        (.writeFailed(path: "f", reason: reason), .inputOutput), (.readFailed(path: "f", reason: reason), .inputOutput),
    ]) func everyErrorNamesTheFileAndHasACategory(error: TensorFileError, category: TensorFileError.Category) {
        #expect(error.category == category)
        #expect(error.description.hasPrefix("f: "))
    }

    @Test func sentencesHoldPlaceExpectedAndFound() throws {
        #expect(
            TensorFileError.truncated(path: "f", place: "header", offset: 10, expected: 118, found: 3).description
                == "f: header at byte 10: expected 118 bytes, found 3; the file is cut short")
        #expect(
            TensorFileError.writeFailed(path: "f", reason: Self.reason).description
                == "f: writing failed: No space left on device")
        #expect(
            TensorFileError.badShape(path: "f", tensor: "t", reason: .negativeDimension(shape: [-1])).description
                == "f: tensor 't': shape (-1,) has a negative dimension")
        let summary = TensorSummary(name: "t", elementType: .float16, shape: try Shape([2, 3]))
        #expect(
            TensorFileError.rowsOutOfRange(path: "f", tensor: summary, indices: [1], rows: 2..<5).description
                == "f: tensor 't' float16 (2, 3) has no rows 2..<5 at index [1]")
        #expect(
            TensorFileError.byteCountMismatch(path: "f", tensor: summary, expected: 12, found: 8).description
                == "f: data of tensor 't' float16 (2, 3): expected 12 bytes, found 8; the file is cut short; "
                + "fetch or save it again")
    }
}
