import CairoRendering
import TensorFiles
import Tensors

/// Reads an input in all ways, and compares what is read with what the file holds.
struct FuzzCheck {
    private let input: FuzzInput
    private(set) var faults: [String] = []
    private(set) var isAccepted = false
    /// The bytes of what was decoded.
    private(set) var decodedBytes = 0

    init(_ input: FuzzInput) {
        self.input = input
        let source = ByteSource(path: input.path, bytes: input.bytes)
        do {
            switch input.reader {
            case .tensors: try readTensors(source)
            case .tokens: try readTokens(source)
            case .cellTexts: break
            case .pictures: try readPicture()
            }
            isAccepted = true
        } catch let error as TensorFileError {
            check(sentence: error.description)
            expect(error.category == .badData || error.category == .badRequest, "the category \(error.category)")
            expect(input.content == nil, "an intact file is refused: \(error)")
        } catch {
            check(sentence: "\(error)")
            expect(input.content == nil, "an intact file is refused: \(error)")
        }
    }

    private mutating func expect(_ condition: Bool, _ text: @autoclosure () -> String) {
        if !condition { faults.append(text()) }
    }

    /// A message is a sentence of moderate length that no terminal takes for commands.
    private mutating func check(sentence: String) {
        let isClean = sentence.unicodeScalars.allSatisfy {
            $0 == "\n" || $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
        }
        expect(
            isClean && !sentence.isEmpty && sentence.utf8.count < 8000, "the message \(String(reflecting: sentence))")
    }

    private mutating func readTensors(_ source: ByteSource) throws {
        let file = try TensorFile(source)
        for tensor in file.tensors where tensor.shape.count <= 1 << 18 {
            do {
                let whole = try tensor.read()
                decodedBytes += 4 * whole.elements.count
                try compareParts(of: tensor, with: whole)
            } catch let error as TensorFileError {
                // Bytes that are inflated when they are read.
                check(sentence: error.description)
                expect(input.content == nil, "an intact tensor is refused: \(error)")
            }
        }
        for labels in file.labels where labels.count <= 1 << 20 {
            decodedBytes += 64 * labels.count
            guard let tokens = try? labels.read() else { continue }
            expect(tokens.count == labels.count, "\(labels.count) labels are \(tokens.count)")
        }
        _ = (try? file.axisLabels(), file.families.count, file.readingNotes.map { "\($0)" })
        _ = file.decodingSteps()
        _ = try? file.weights()
        guard case .tensor(let shape, let elements)? = input.content else { return }
        expect(file.tensors.count == 1, "\(file.tensors.count) tensors for one")
        guard let only = file.tensors.first else { return }
        let found = try only.read()
        let isSame = found.shape.dimensions == shape && found.elements.elementsEqual(elements)
        expect(isSame, "\(found.shape) \(found.elements.prefix(9)) for \(shape) \(elements.prefix(9))")
    }

    /// A part must be the same part of the whole, by every way of reading.
    private mutating func compareParts(of tensor: StoredTensor, with whole: Tensor) throws {
        let dimensions = tensor.shape.dimensions
        expect(whole.shape == tensor.shape && whole.elements.count == tensor.shape.count, "a tensor of another size")
        guard dimensions.count > 1, tensor.shape.count > 0 else { return }
        let (index, rows) = (dimensions[0] - 1, 0..<max(1, dimensions[1] / 2))
        let step = whole.elements.count / dimensions[0]
        let part = whole.elements[index * step..<(index + 1) * step].map(\.bitPattern)
        let width = step / dimensions[1]
        expect(try tensor.read(leading: [index]).elements.map(\.bitPattern) == part, "another part")
        let found = try tensor.read(leading: [index], rows: rows).elements.map(\.bitPattern)
        expect(found.elementsEqual(part.prefix(rows.count * width)), "other rows")
        let borrowed = try tensor.withRows(rows, leading: [index]) { $0.map(\.bitPattern) }
        expect(borrowed == found, "other borrowed rows")
    }

    private mutating func readTokens(_ source: ByteSource) throws {
        let tokens = try TokenLabels.read(source)
        decodedBytes += 64 * tokens.count
        guard case .tokens(let expected)? = input.content else { return }
        let isSame = tokens.map { Array($0.utf8) } == expected.map { Array($0.utf8) }
        expect(isSame, "the tokens \(tokens) for \(expected)")
    }

    private mutating func readPicture() throws {
        let picture = try RGBImage(png: input.bytes)
        decodedBytes += picture.bytes.count
        _ = try PNGImage(input.bytes)
        guard case .picture(let width, let height, let colors)? = input.content else { return }
        expect((picture.width, picture.height) == (width, height) && picture.bytes == colors, "another picture")
    }
}
