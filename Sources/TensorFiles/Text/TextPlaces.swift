/// Finds lines and columns of a text for error messages, of which a reader may make very many while it tries what a value is.
///
/// Complexity: each call looks at `interval` bytes at most, besides those that no call before it has looked at.
final class TextPlaces {
    struct Place {
        /// Both counted from 1. Bytes that continue a character do not count as columns.
        var line = 1
        var column = 1
    }

    /// The places of the bytes 0, `interval`, 2 `interval`, ..., as far as they are known.
    private var known: [Place] = [Place()]
    private static let interval = 1 << 12

    /// The place of a byte.
    ///
    /// - Parameters:
    ///   - offset: at most the number of bytes.
    ///   - bytes: the text, the same for all calls.
    func place(of offset: Int, in bytes: [UInt8]) -> Place {
        while known.count <= offset / Self.interval, let last = known.last {
            let start = (known.count - 1) * Self.interval
            known.append(Self.place(after: bytes[start..<start + Self.interval], last))
        }
        let block = offset / Self.interval
        return Self.place(after: bytes[block * Self.interval..<offset], known[block])
    }

    private static func place(after bytes: ArraySlice<UInt8>, _ start: Place) -> Place {
        bytes.reduce(into: start) { place, byte in
            if byte == UInt8(ascii: "\n") {
                place = Place(line: place.line + 1)
            } else if byte & 0xC0 != 0x80 {
                place.column += 1
            }
        }
    }
}
