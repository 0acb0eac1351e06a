/// Encodes values, row-major, as nested arrays of a shape, or as a single value for a shape without axes.
struct NestedValues<Value: Encodable>: Encodable {
    let shape: ArraySlice<Int>
    let values: ArraySlice<Value>

    init(shape: [Int], values: [Value]) {
        self.init(shape: shape[...], values: values[...])
    }

    private init(shape: ArraySlice<Int>, values: ArraySlice<Value>) {
        precondition(shape.reduce(1, *) == values.count, "\(values.count) values for the shape \(shape)")
        self.shape = shape
        self.values = values
    }

    func encode(to encoder: any Encoder) throws {
        guard let count = shape.first else {
            var container = encoder.singleValueContainer()
            for value in values { try container.encode(value) }
            return
        }
        var container = encoder.unkeyedContainer()
        let size = values.count / max(1, count)
        for index in 0..<count {
            let start = values.startIndex + index * size
            try container.encode(NestedValues(shape: shape.dropFirst(), values: values[start..<start + size]))
        }
    }
}
