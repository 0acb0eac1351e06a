import Foundation

/// Inputs as other programs write them; nothing here uses our own writers.
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
    static func safetensors(_ tensors: [(name: String, shape: [Int], values: [Float])]) throws -> Data {
        var header: [String: Any] = [:]
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
