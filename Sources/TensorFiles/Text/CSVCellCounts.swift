/// What is known of the cells of a part of a table.
struct CSVCellCounts {
    private(set) var cells = 0
    private(set) var texts = 0
    /// Texts that were meant as numbers.
    private(set) var nearNumbers = 0
    /// Words for a missing number in quotes, which may be labels.
    private(set) var quotedWords = 0
    private(set) var truths = 0
    private(set) var missing = 0
    /// Cells without any character, in quotes or not.
    private(set) var empty = 0
    private(set) var numbers = 0
    private(set) var quotedNumbers = 0
    /// Of them, those that need quotes.
    private(set) var neededQuotes = 0
    /// Numbers that are not written as whole ones.
    private(set) var fractions = 0
    private(set) var integers = 0
    private(set) var largestInteger = 0
    /// The integers, when each is one more than the one before it and nothing else is among them.
    private(set) var run: ClosedRange<Int>?
    private var isRun = true
    /// Numbers with a decimal point, at most 1, and with a decimal comma before it.
    private(set) var points = 0
    private(set) var commas = 0
    /// Whether all numbers are between 0 and 1.
    private(set) var areShares = true

    mutating func add(_ facts: CSVCellFacts, bytes: [UInt8], _ range: Range<Int>) {
        cells += 1
        switch facts.value {
        case .text:
            texts += 1
            if facts.isNearNumber { nearNumbers += 1 }
        case .truth: truths += 1
        case .missing:
            missing += 1
            if facts.isQuoted, !facts.isEmpty { quotedWords += 1 }
        case .number(let number):
            numbers += 1
            if facts.isQuoted { quotedNumbers += 1 }
            if facts.needsQuotes { neededQuotes += 1 }
            if facts.isFraction {
                fractions += 1
                // One decimal point decides; after it nothing is counted.
                if points == 0 {
                    // With both, the last one is the decimal mark.
                    switch bytes[range].last(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }) {
                    case UInt8(ascii: "."): points += 1
                    case UInt8(ascii: ","): commas += 1
                    default: break
                    }
                }
            }
            if !number.isNaN, !(0...1).contains(number) { areShares = false }
        }
        if facts.isEmpty { empty += 1 }
        if let integer = facts.integer {
            integers += 1
            largestInteger = max(largestInteger, integer)
            extend(integer)
        } else {
            isRun = false
        }
        if !isRun { run = nil }
    }

    private mutating func extend(_ integer: Int) {
        guard isRun else { return }
        guard let run else {
            run = integer...integer
            return
        }
        if integer == run.upperBound + 1 { self.run = run.lowerBound...integer } else { isRun = false }
    }
}
