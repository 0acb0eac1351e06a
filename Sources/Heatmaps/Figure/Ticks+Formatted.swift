extension Ticks {
    /// The same ticks with labels in the format of the numbers in the cells: with its digits, or more where the ticks need them
    /// to be told apart. An automatic format has the digits that the ticks need. In a format for whole numbers other ticks are left out where two whole ones remain.
    ///
    /// - Parameters:
    ///   - format: the format, resolved for the values.
    ///   - isAligned: whether all labels have the same decimals.
    func formatted(_ format: CellAnnotation, isAligned: Bool) -> Ticks {
        var ticks = values
        if format.style == .whole {
            let whole = values.filter { $0 == $0.rounded() }
            if whole.count >= 2 || values.count == whole.count { ticks = whole }
        }
        // A twentieth of the smallest step is not seen at the bar.
        let step = isAligned ? zip(ticks, ticks.dropFirst()).map { $1 - $0 }.min() : nil
        let formats = ticks.map { format.exact($0, tolerance: step.map { $0 / 20 } ?? $0.magnitude / 1e6) }
        let digits = formats.map(\.digits).max() ?? format.digits
        return Ticks(
            ticks,
            labels: zip(ticks, formats).map { value, format in
                var format = format
                if isAligned { format.digits = digits }
                return format.text(value)
            })
    }
}

extension CellAnnotation {
    /// The format with as many digits more as it needs to write a value.
    fileprivate func exact(_ value: Double, tolerance: Double) -> CellAnnotation {
        var format = self
        if style == .whole { (format.style, format.digits) = (.fixed, 0) }
        if isResolved { format.digits = style == .general ? 1 : 0 }
        while format.digits < 15, abs(format.written(value) - value) > tolerance { format.digits += 1 }
        return format
    }

    /// The value that a reader takes from the text of another one.
    private func written(_ value: Double) -> Double {
        var format = self
        (format.separator, format.hasPlus) = (nil, false)
        let text = format.text(value).replacing("\u{2212}", with: "-")
        return text.hasSuffix("%") ? (Double(text.dropLast()) ?? 0) / 100 : Double(text) ?? 0
    }
}
