/// Names that differ in one number only.
struct NumberedSeries: Sendable {
    /// The common name, with `*` for the number.
    let name: String
    /// The indices of the names, by increasing number.
    let order: [Int]

    /// A run of digits, or of other characters.
    private struct Piece: Equatable {
        let isNumber: Bool
        /// Without leading zeros if it is a number, so that equal numbers compare equal.
        let bytes: [UInt8]
    }

    /// Nil when the names differ in anything but one number, or when two have the same.
    init?(_ names: [String]) {
        let pieces = names.map(NumberedSeries.pieces)
        guard let first = pieces.first, pieces.allSatisfy({ $0.count == first.count }) else { return nil }
        let different = first.indices.filter { index in pieces.contains { $0[index] != first[index] } }
        guard different.count == 1, let numberIndex = different.first, pieces.allSatisfy({ $0[numberIndex].isNumber })
        else { return nil }
        let numbers = pieces.map { $0[numberIndex].bytes }
        guard Set(numbers).count == numbers.count else { return nil }
        order = numbers.indices.sorted { first, second in
            // Numbers of any length: the one with more digits is larger.
            numbers[first].count == numbers[second].count
                ? numbers[first].lexicographicallyPrecedes(numbers[second])
                : numbers[first].count < numbers[second].count
        }
        name = first.enumerated().map { index, piece in
            index == numberIndex ? "*" : String(decoding: piece.bytes, as: UTF8.self)
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
