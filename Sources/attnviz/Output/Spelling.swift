/// Suggests corrections of misspelt words.
enum Spelling {
    /// The word with the smallest edit distance from `word`; nil if the distance is more than a third of its length.
    static func suggestion(for word: String, in words: [String]) -> String? {
        let nearest = words.map { (word: $0, distance: distance(from: word, to: $0)) }
            .min { $0.distance < $1.distance }
        guard let nearest, nearest.distance <= max(1, nearest.word.count / 3) else { return nil }
        return nearest.word
    }

    /// The Levenshtein distance, ignoring case: the number of letters to insert, delete or replace.
    private static func distance(from source: String, to target: String) -> Int {
        let target = Array(target.lowercased())
        var row = Array(0...target.count)
        for letter in source.lowercased() {
            var diagonal = row[0]
            row[0] += 1
            for column in target.indices {
                let replaced = diagonal + (letter == target[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[target.count]
    }
}
