/// Coordinates in SVG, rounded to 1/1000 pt, without trailing zeros.
enum SVGNumber {
    static func append(_ value: Double, to text: inout String) {
        let thousandths = (value * 1000).rounded()
        guard thousandths.magnitude < 1e15 else {
            text += "0"
            return
        }
        var number = Int(thousandths)
        if number < 0 {
            text += "-"
            number = -number
        }
        let (whole, rest) = number.quotientAndRemainder(dividingBy: 1000)
        text += String(whole)
        guard rest > 0 else { return }
        var decimals = String(rest + 1000).dropFirst()
        while decimals.last == "0" { decimals.removeLast() }
        text += "."
        text += decimals
    }

    static func text(_ value: Double) -> String {
        var text = ""
        append(value, to: &text)
        return text
    }
}
