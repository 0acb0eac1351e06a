/// An invalid parameter of an experiment. `description` is the message.
public enum ExperimentError: Error, Equatable, Sendable {
    case outOfRange(ExperimentParameter, value: Int, allowed: ClosedRange<Int>)
    case emptyList(ExperimentParameter)
    case lengthCount(expected: Int, found: Int)
    case negativeLength(Int, query: Int)
    /// Each size is in its range, but the product of the sizes is too large.
    case tooManyElements(found: Int, limit: Int)
    case tooManyDraws(numbers: Int, limit: Int)
}

extension ExperimentError: CustomStringConvertible {
    public var description: String { description { $0.rawValue } }

    /// The message with other names for the parameters, such as those of options.
    package func description(naming name: (ExperimentParameter) -> String) -> String {
        switch self {
        case .outOfRange(let parameter, let value, let allowed):
            "\(name(parameter)) must be from \(allowed.lowerBound) to \(allowed.upperBound), found \(value)"
        case .emptyList(let parameter):
            "\(name(parameter)) needs at least one number"
        case .lengthCount(let expected, let found):
            "\(name(.validLengths)) needs \(expected) \(expected == 1 ? "number" : "numbers"), one for each query, "
                + "found \(found)"
        case .negativeLength(let length, let query):
            "\(name(.validLengths)) counts keys, so its numbers must be 0 or more; found \(length) for query \(query)"
        case .tooManyElements(let found, let limit):
            "\(name(.queries)) times \(name(.keys)) times the sizes d must be at most \(limit), found \(found)"
        case .tooManyDraws(let numbers, let limit):
            "\(name(.draws)) times \(name(.keys)) times the sizes d must be at most \(limit), found \(numbers)"
        }
    }

    /// - Throws: `ExperimentError.outOfRange` unless `value` is allowed.
    static func check(_ value: Int, _ parameter: ExperimentParameter, in allowed: ClosedRange<Int>)
        throws(ExperimentError)
    {
        guard allowed.contains(value) else { throw .outOfRange(parameter, value: value, allowed: allowed) }
    }

    /// - Throws: `ExperimentError` unless there is one length for each query and none is negative.
    static func check(validLengths: [Int], queries: Int) throws(ExperimentError) {
        guard validLengths.count == queries else {
            throw .lengthCount(expected: queries, found: validLengths.count)
        }
        for (query, length) in validLengths.enumerated() where length < 0 {
            throw .negativeLength(length, query: query)
        }
    }

    /// Checks the sizes of queries (N, d) and keys (K, d), for each d.
    ///
    /// The number of elements is limited to 2^27, 512 MiB of keys, so that a mistyped size cannot exhaust the memory.
    ///
    /// - Throws: `ExperimentError` naming the parameter.
    static func check(
        queries: Int, keys: Int, dimensions: [Int], _ parameter: ExperimentParameter, largest: Int
    ) throws(ExperimentError) {
        try check(queries, .queries, in: 1...1024)
        try check(keys, .keys, in: 1...4096)
        let limit = 1 << 27
        var elements = 0
        for dimension in dimensions {
            try check(dimension, parameter, in: 1...largest)
            // No overflow: the product is at most 2^36, and the sum stops growing at the limit.
            elements += queries * keys * dimension
            guard elements <= limit else { throw .tooManyElements(found: elements, limit: limit) }
        }
    }
}
