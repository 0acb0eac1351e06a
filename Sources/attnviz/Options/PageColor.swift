import ArgumentParser
import Heatmaps

/// The colour of a page on the command line: `#fff`, `#15181e`, `white`, `black`, or `transparent`.
struct PageColor: ExpressibleByArgument, Equatable {
    /// Nil for a transparent page.
    let color: RGBColor?

    static let transparent = PageColor(color: nil)

    private init(color: RGBColor?) { self.color = color }

    init?(argument: String) {
        switch argument.lowercased() {
        case "transparent": color = nil
        case "white": color = RGBColor(0xffffff)
        case "black": color = RGBColor(0x000000)
        case let text:
            // `UInt32(_:radix:)` also accepts a sign.
            guard text.first == "#", text.dropFirst().allSatisfy(\.isHexDigit) else { return nil }
            let digits = text.dropFirst().map { String($0) }
            guard digits.count == 3 || digits.count == 6 else { return nil }
            guard let value = UInt32((digits.count == 3 ? digits.map { $0 + $0 } : digits).joined(), radix: 16) else {
                return nil
            }
            color = RGBColor(value)
        }
    }
}
