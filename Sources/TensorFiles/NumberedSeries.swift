/// Names that are the same but for one number.
struct NumberedSeries: Sendable {
    /// The common name, `*` in place of the number.
    let name: String
    /// The positions of the names, by increasing number.
    let order: [Int]

    /// Digits, or what stands between digits.
    private struct Piece: Equatable {
        let isNumber: Bool
        /// Of a number without leading zeros, so that equal numbers are equal.
        let bytes: [UInt8]
    }

    /// Nil when the names differ in anything but one number, or when two have the same.
    init?(_ names: [String]) {
        let pieces = names.map(NumberedSeries.pieces)
        guard let first = pieces.first, pieces.allSatisfy({ $0.count == first.count }) else { return nil }
        let different = first.indices.filter { index in pieces.contains { $0[index] != first[index] } }
        guard different.count == 1, let place = different.first, pieces.allSatisfy({ $0[place].isNumber })
        else { return nil }
        let numbers = pieces.map { $0[place].bytes }
        guard Set(numbers).count == numbers.count else { return nil }
        order = numbers.indices.sorted { first, second in
            // The longer number is the larger one, however long.
            numbers[first].count == numbers[second].count
                ? numbers[first].lexicographicallyPrecedes(numbers[second])
                : numbers[first].count < numbers[second].count
        }
        name = first.enumerated().map { index, piece in
            index == place ? "*" : String(decoding: piece.bytes, as: UTF8.self)
        }.joined()
    }

    private static func pieces(_ name: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = Array(name.utf8)[...]
        while let first = rest.first {
            let isNumber = DecimalNumber.isDigit(first)
            let run = rest.prefix { DecimalNumber.isDigit($0) == isNumber }
            rest = rest[run.endIndex...]
            let digits = isNumber ? run.drop { $0 == UInt8(ascii: "0") } : run
            pieces.append(Piece(isNumber: isNumber, bytes: Array(digits)))
        }
        return pieces
    }
}
