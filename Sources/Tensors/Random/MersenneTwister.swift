/// The 32-bit Mersenne Twister MT19937 with the seeding of 2002: the engine under PyTorch's CPU generator.
///
/// Source: M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998), and the authors' mt19937ar.c.
struct MersenneTwister: Hashable, Sendable {
    private static let wordCount = 624
    private static let middle = 397

    private var state: [UInt32]
    private var position = MersenneTwister.wordCount

    init(seed: UInt32) {
        var state = [UInt32](repeating: seed, count: Self.wordCount)
        for index in 1..<Self.wordCount {
            let previous = state[index - 1]
            state[index] = 1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(index)
        }
        self.state = state
    }

    /// The next output of the engine.
    mutating func next() -> UInt32 {
        if position == Self.wordCount { regenerate() }
        var word = state[position]
        position += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9d2c_5680
        word ^= (word << 15) & 0xefc6_0000
        return word ^ (word >> 18)
    }

    /// Two outputs: the first is the high half.
    mutating func nextPair() -> UInt64 {
        let high = next()
        let low = next()
        return UInt64(high) << 32 | UInt64(low)
    }

    private mutating func regenerate() {
        for index in 0..<Self.wordCount {
            let joined = (state[index] & 0x8000_0000) | (state[(index + 1) % Self.wordCount] & 0x7fff_ffff)
            let twist: UInt32 = joined & 1 == 0 ? 0 : 0x9908_b0df
            state[index] = state[(index + Self.middle) % Self.wordCount] ^ (joined >> 1) ^ twist
        }
        position = 0
    }
}
