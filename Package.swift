// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "attnviz",
    products: [
        .library(name: "Tensors", targets: ["Tensors"]),
        .library(name: "Heatmaps", targets: ["Heatmaps"]),
        .library(name: "CairoRendering", targets: ["CairoRendering"]),
    ],
    targets: [
        .target(name: "Tensors"),
        .target(name: "Heatmaps", dependencies: ["Tensors"]),
        .systemLibrary(
            name: "CCairo", pkgConfig: "pangocairo",
            providers: [.apt(["libcairo2-dev", "libpango1.0-dev"]), .brew(["cairo", "pango"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
        .target(name: "CairoRendering", dependencies: ["Heatmaps", "CCairo", "CPNG"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
    ]
)
