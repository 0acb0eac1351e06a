import ArgumentParser
import Heatmaps
import Tensors

struct ColormapsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "colormaps", abstract: "Lists the colour maps; with -o draws them.",
        discussion: "Each map also has a reversed form, whose name ends in _r.")

    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
        if !output.output.isEmpty {
            try output.draw(Self.figure(), defaultName: "colormaps").write()
        } else if output.json {
            try StandardStream.output.write(JSONOutput.bytes(Colormap.baseNames.flatMap { [$0, $0 + "_r"] }))
        } else {
            try StandardStream.output.write(text: Colormap.baseNames.map { $0 + "\n" }.joined())
        }
    }

    /// A strip of the values 0 to 1 for each colour map.
    private static func figure() throws -> HeatmapGrid {
        let ramp = (0..<64).map { Float($0) / 63 }
        let maps = try Colormap.baseNames.map { try Colormap.named($0) }
        let strips = try maps.map { map -> [HeatmapPanel?] in
            var panel = try HeatmapPanel(Tensor(shape: [2, 64], elements: ramp + ramp))
            panel.colormap = map
            return [panel]
        }
        var figure = try HeatmapGrid(panels: strips)
        figure.titles.rows = Colormap.baseNames
        figure.x.labels = .none
        figure.y.labels = .none
        figure.colorbar.position = Colorbar.Position.none
        figure.page.cellSize = 5
        return figure
    }
}
