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
    ]

    @Test(arguments: matplotlib)
    func colorsAreMatplotlibs(name: String, expected: [UInt32]) throws {
        let colors = try Colormap.named(name).colors
        #expect(colors.count == 256)
        for (place, color) in zip(Self.places, expected.map { RGBColor($0) }) {
            for channel in [\RGBColor.red, \.green, \.blue] {
                let difference = abs(Int(colors[place][keyPath: channel]) - Int(color[keyPath: channel]))
                #expect(difference <= 1, "\(name)[\(place)] is \(colors[place].hex), not \(color.hex)")
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
}
