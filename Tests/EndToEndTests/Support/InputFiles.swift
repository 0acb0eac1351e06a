import Foundation

/// Input files, written without the writers under test.
enum InputFiles {
    /// A `.npy` file of float32.
    static func npy(_ shape: [Int], _ values: [Float], type: String = "<f4") -> Data {
        let dimensions = shape.map { "\($0)," }.joined(separator: " ")
        var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(dimensions)), }"
        header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
        let length = UInt16(header.utf8.count)
        return Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0, UInt8(length & 255), UInt8(length >> 8)])
            + Data(header.utf8) + bytes(values)
    }

    /// A `.npy` file of 0, 1, 2, ... over the number of elements.
    static func npy(_ shape: [Int]) -> Data {
        let count = shape.reduce(1, *)
        return npy(shape, (0..<count).map { Float($0) / Float(max(1, count)) })
    }

    /// A `.safetensors` file of float32.
    static func safetensors(
        _ tensors: [(name: String, shape: [Int], values: [Float])], notes: [String: String] = [:]
    ) throws -> Data {
        var header: [String: Any] = notes.isEmpty ? [:] : ["__metadata__": notes]
        var data = Data()
        for tensor in tensors {
            let start = data.count
            data += bytes(tensor.values)
            header[tensor.name] = ["dtype": "F32", "shape": tensor.shape, "data_offsets": [start, data.count]]
        }
        let json = try JSONSerialization.data(withJSONObject: header)
        return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) } + json + data
    }

    private static func bytes(_ values: [Float]) -> Data {
        values.reduce(into: Data()) { data, value in
            withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
    }
}

// What `attend` and files of several tensors need.
extension InputFiles {
    /// Numbers between -1 and 1 that reference.py makes by the same rule of whole numbers.
    static func pattern(_ seed: Int, _ shape: Int...) -> Data {
        npy(shape, numbers(seed, shape))
    }

    /// As `pattern`, as a tensor of a safetensors file.
    static func pattern(
        _ name: String, _ seed: Int, _ shape: Int...
    ) -> (name: String, shape: [Int], values: [Float]) {
        (name, shape, numbers(seed, shape))
    }

    private static func numbers(_ seed: Int, _ shape: [Int]) -> [Float] {
        (0..<shape.reduce(1, *)).map { place in
            Float((place * place * 3 + place * 5 + seed * 7) % 17 - 8) / 8
        }
    }

    /// A `.npy` file of bytes: 8-bit integers, or truth values with `|b1`.
    static func npy(_ shape: [Int], bytes values: [UInt8], type: String) -> Data {
        npy(shape, [], type: type) + Data(values)
    }

    /// A `.npy` file of text, as NumPy writes a list of strings.
    static func npy(tokens: [String]) -> Data {
        let length = tokens.map(\.unicodeScalars.count).max() ?? 0
        let scalars = tokens.flatMap { token in
            let values = token.unicodeScalars.map(\.value)
            return values + [UInt32](repeating: 0, count: length - values.count)
        }
        return npy([tokens.count], [], type: "<U\(length)")
            + scalars.reduce(into: Data()) { data, scalar in
                withUnsafeBytes(of: scalar.littleEndian) { data.append(contentsOf: $0) }
            }
    }

    /// A `.npz` file, stored, as `numpy.savez` writes it.
    static func npz(_ arrays: [(name: String, array: Data)]) -> Data {
        var (file, directory) = (Data(), Data())
        for (name, array) in arrays {
            let member = Data("\(name).npy".utf8)
            var common = number(20, 2) + number(0, 6) + number(0x21, 2)
            common += number(crc32(array), 4) + number(array.count, 4) + number(array.count, 4)
            common += number(member.count, 2) + number(0, 2)
            directory += Data("PK\u{1}\u{2}".utf8) + number(20, 2) + common + number(0, 10) + number(file.count, 4)
            directory += member
            file += Data("PK\u{3}\u{4}".utf8) + common + member + array
        }
        let end = number(0, 4) + number(arrays.count, 2) + number(arrays.count, 2)
        return file + directory + Data("PK\u{5}\u{6}".utf8) + end + number(directory.count, 4) + number(file.count, 4)
            + number(0, 2)
    }

    private static func number(_ value: Int, _ count: Int) -> Data {
        Data((0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
    }

    private static func crc32(_ data: Data) -> Int {
        var sum: UInt32 = .max
        for byte in data {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return Int(~sum)
    }
}
