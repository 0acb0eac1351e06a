/// Lines and markers of a curve, the same in panels and in the legend.
struct CurveDrawing {
    let look: ChartPanel.Curve.Look
    let theme: FigureTheme

    var color: RGBColor { look == .filled ? theme.firstCurve : theme.secondCurve }
    private var width: Double { theme.lineWidth * 2.6 }
    /// Half the side of a marker.
    private var radius: Double { theme.tickLabelSize * 0.28 }

    func line(_ points: [ScenePoint]) -> ScenePolyline {
        let dash = look == .filled ? [] : [width * 3, width * 1.8]
        return ScenePolyline(points: points, color: color, width: width, dash: dash)
    }

    func marker(at center: ScenePoint) -> ScenePolygon {
        let shape = look == .filled ? Self.circle : Self.square
        return ScenePolygon(
            corners: shape.map { ScenePoint(x: center.x + $0.x * radius, y: center.y + $0.y * radius) },
            fill: look == .filled ? color : theme.caseColor, line: color, width: width * 0.8)
    }

    private static let square = [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)].map {
        ScenePoint(x: $0.0, y: $0.1)
    }

    /// A polygon of 32 corners, round at the size of a marker. Its corners are found by halving angles with square roots,
    /// which are rounded the same way everywhere: sines differ between libraries in the last bit.
    private static let circle: [ScenePoint] = {
        var quarter = [ScenePoint(x: 1, y: 0), ScenePoint(x: 0, y: 1)]
        for _ in 0..<3 {
            let middles = zip(quarter, quarter.dropFirst()).map { one, other in
                let (x, y) = ((one.x + other.x) / 2, (one.y + other.y) / 2)
                let length = (x * x + y * y).squareRoot()
                return ScenePoint(x: x / length, y: y / length)
            }
            quarter = zip(quarter, middles).flatMap { [$0, $1] } + quarter.suffix(1)
        }
        let half = quarter.dropLast() + quarter.dropLast().map { ScenePoint(x: -$0.y, y: $0.x) }
        return half + half.map { ScenePoint(x: -$0.x, y: -$0.y) }
    }()
}
