import Tensors
import Testing

@testable import Heatmaps

struct ColormapTests {
    /// Entries 0, 1, 37, 64, 100, 128, 177, 200, 254 and 255 of matplotlib 3.11.2, printed by
    /// `["%02x%02x%02x" % tuple(int(numpy.rint(v * 255)) for v in matplotlib.colormaps[name](i)[:3]) for i in ...]`.
    static let places = [0, 1, 37, 64, 100, 128, 177, 200, 254, 255]
    static let matplotlib: [(String, [UInt32])] = [
        (
            "Reds",
            [
                0xfff5f0, 0xfff4ef, 0xfedaca, 0xfcbba1, 0xfc8d6d, 0xfb694a, 0xdb2824, 0xc1161b, 0x69000d, 0x67000d,
            ]
        ),
        (
            "Blues",
            [
                0xf7fbff, 0xf6faff, 0xdae8f6, 0xc6dbef, 0x97c6df, 0x6aaed6, 0x3080bd, 0x1a68ae, 0x08316d, 0x08306b,
            ]
        ),
        (
            "Greens",
            [
                0xf7fcf5, 0xf6fcf4, 0xe0f3db, 0xc7e9c0, 0x9bd696, 0x73c476, 0x309950, 0x19833e, 0x00451c, 0x00441b,
            ]
        ),
        (
            "Greys",
            [
                0xffffff, 0xffffff, 0xececec, 0xd9d9d9, 0xb8b8b8, 0x959595, 0x616161, 0x464646, 0x010101, 0x000000,
            ]
        ),
        (
            "viridis",
            [
                0x440154, 0x440256, 0x46337f, 0x3b528b, 0x2a768e, 0x21918c, 0x40bd72, 0x70cf57, 0xfbe723, 0xfde725,
            ]
        ),
        (
            "magma",
            [
                0x000004, 0x010005, 0x241253, 0x51127c, 0x892881, 0xb73779, 0xf66c5c, 0xfd9869, 0xfcfbbd, 0xfcfdbf,
            ]
        ),
        (
            "inferno",
            [
                0x000004, 0x010005, 0x290b55, 0x57106e, 0x902568, 0xbc3754, 0xf2741c, 0xfb9d07, 0xfafda1, 0xfcffa4,
            ]
        ),
        (
            "plasma",
            [
                0x0d0887, 0x100788, 0x5502a4, 0x7e03a8, 0xae2892, 0xcc4778, 0xf1814d, 0xfba139, 0xf0f724, 0xf0f921,
            ]
        ),
        (
            "RdBu",
            [
                0x67001f, 0x6a011f, 0xc2383a, 0xe58368, 0xfcd7c2, 0xf6f7f7, 0x96c7df, 0x4f9bc7, 0x063264, 0x053061,
            ]
        ),
        (
            "Purples",
            [
                0xfcfbfd, 0xfcfbfd, 0xeceaf3, 0xdadaeb, 0xb8b8d9, 0x9e9ac8, 0x7465ad, 0x64459e, 0x40017e, 0x3f007d,
            ]
        ),
        (
            "Oranges",
            [
                0xfff5eb, 0xfff5ea, 0xfee2c7, 0xfdd0a2, 0xfda965, 0xfd8c3b, 0xe45709, 0xcb4302, 0x802704, 0x7f2704,
            ]
        ),
        (
            "YlGnBu",
            [
                0xffffd9, 0xfeffd8, 0xe7f6b1, 0xc6e9b4, 0x76cabc, 0x40b5c4, 0x2075b3, 0x2352a3, 0x091e5a, 0x081d58,
            ]
        ),
        (
            "YlOrRd",
            [
                0xffffcc, 0xfffecb, 0xffea99, 0xfed976, 0xfead4a, 0xfd8c3c, 0xee3122, 0xd9131f, 0x820026, 0x800026,
            ]
        ),
        (
            "cividis",
            [
                0x00224e, 0x00234f, 0x233c6e, 0x434e6c, 0x656870, 0x7d7c78, 0xaca172, 0xc4b468, 0xfee636, 0xfee838,
            ]
        ),
        (
            "PuOr",
            [
                0x7f3b08, 0x813c08, 0xc76b0c, 0xef9e3c, 0xfeddaf, 0xf6f6f7, 0xb4aed3, 0x887cb2, 0x2f024d, 0x2d004b,
            ]
        ),
        (
            "BrBG",
            [
                0x543005, 0x563105, 0xa3671a, 0xcfa256, 0xf4e5be, 0xf4f5f5, 0x84cfc3, 0x419f97, 0x003e32, 0x003c30,
            ]
        ),
        (
            "coolwarm",
            [
                0x3b4cc0, 0x3c4ec2, 0x688aef, 0x8db0fe, 0xbed2f6, 0xdddcdc, 0xf7af91, 0xf08b6e, 0xb50927, 0xb40426,
            ]
        ),
    ]

    @Test(arguments: matplotlib)
    func colorsAreMatplotlibs(name: String, expected: [UInt32]) throws {
        let colors = try Colormap.named(name).colors
        #expect(colors.count == 256)
        // Its coolwarm is a table of 33 colours joined by straight lines; ours is Moreland's formula at every entry.
        let tolerance = name == "coolwarm" ? 5 : 1
        for (place, color) in zip(Self.places, expected.map { RGBColor($0) }) {
            for channel in [\RGBColor.red, \.green, \.blue] {
                let difference = abs(Int(colors[place][keyPath: channel]) - Int(color[keyPath: channel]))
                #expect(difference <= tolerance, "\(name)[\(place)] is \(colors[place].hex), not \(color.hex)")
            }
        }
    }

    @Test func everyKnownNameIsTested() {
        #expect(Self.matplotlib.map(\.0).sorted() == Colormap.baseNames.sorted())
    }

    @Test func anchorsAreExact() {
        // 8 intervals of 255 / 8 entries: only the ends fall on whole entries.
        #expect(Colormap.reds.colors[0].hex == "#fff5f0")
        #expect(Colormap.reds.colors[255].hex == "#67000d")
        let three = Colormap(name: "three", anchors: [0x000000, 0x804020, 0xffffff, 0x000000, 0x0000ff, 0xff0000])
        #expect(
            [0, 51, 102, 153, 204, 255].map { three.colors[$0].hex }
                == ["#000000", "#804020", "#ffffff", "#000000", "#0000ff", "#ff0000"])
    }

    @Test func aNameWithRIsReversed() throws {
        for name in Colormap.baseNames {
            let map = try Colormap.named(name)
            let reversed = try Colormap.named(name + "_r")
            #expect(reversed.name == name + "_r")
            #expect(reversed.colors == map.colors.reversed())
            #expect(reversed.reversed == map)
        }
    }

    @Test(arguments: ["reds", "", "_r", "Reds_r_r", "jet"])
    func unknownNamesAreRefusedWithTheKnownOnes(name: String) {
        #expect {
            _ = try Colormap.named(name)
        } throws: { error in
            "\(error)".hasPrefix("there is no colormap '\(name)'; known are Reds, Blues, ")
        }
    }

    @Test func everyReaderCanOrderTheColours() throws {
        for name in Colormap.baseNames { #expect(try Colormap.named(name).isOrdered, "\(name)") }
    }

    @Test func divergingMapsAreKnownByTheirMiddle() throws {
        let diverging = try Colormap.baseNames.filter { try Colormap.named($0).isDiverging }
        #expect(diverging == ["RdBu", "PuOr", "BrBG", "coolwarm"])
    }

    /// A rainbow, red against green, and a map without differences in lightness.
    @Test(arguments: ["#00007f,#00f,#0ff,#ff0,#f00,#7f0000", "#d73027,#ffffff,#4d9221", "#ff8080,#80a0ff"])
    func coloursThatManyCannotOrderAreNoted(colors: String) throws {
        var grid = try HeatmapGrid(matrices: Tensor(shape: [1, 2], elements: [0, 1]))
        grid.colors.colormap = try Colormap.named(colors)
        let notes = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene().notes
        #expect(notes.contains { $0 == .unorderedColors(colormap: colors) })
    }

    @Test func ownColoursAreJoinedByStraightLines() throws {
        let map = try Colormap.named("#fff,#08306b")
        #expect(map.colors[0].hex == "#ffffff" && map.colors[255].hex == "#08306b" && map.isOrdered)
        #expect(map.colors[51].hex == "#ced6e1")
    }

    @Test(arguments: ["#", "#fff", "#fff,", "#fff,#12345", "#fff,red", "#fff,#ggg", "#fff,#１２３"])
    func listsOfColoursThatAreNoneAreRefused(text: String) {
        #expect(throws: FigureError.colorList(text)) { try Colormap.named(text) }
    }
}
