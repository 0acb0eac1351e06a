/// Finds the word that a misspelt one was meant to be.
enum Spelling {
    /// The word of `words` that the fewest changes of letters make of `word`; nil when none is near.
    static func suggestion(for word: String, in words: [String]) -> String? {
        let nearest = words.map { (word: $0, changes: changes(from: word, to: $0)) }.min { $0.changes < $1.changes }
        guard let nearest, nearest.changes <= max(1, nearest.word.count / 3) else { return nil }
        return nearest.word
    }

    /// The number of letters to insert, remove or replace (Levenshtein's distance), case aside.
    private static func changes(from source: String, to target: String) -> Int {
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
