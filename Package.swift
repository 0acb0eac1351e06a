// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "attnviz",
    products: [
        .library(name: "Tensors", targets: ["Tensors"]),
        .library(name: "Heatmaps", targets: ["Heatmaps"]),
    ],
    targets: [
        .target(name: "Tensors"),
        .target(name: "Heatmaps", dependencies: ["Tensors"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
    ]
)
