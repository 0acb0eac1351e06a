// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "attnviz",
    products: [
        .library(name: "Tensors", targets: ["Tensors"]),
        .library(name: "Attention", targets: ["Attention"]),
    ],
    targets: [
        .target(name: "Tensors"),
        .target(name: "Attention", dependencies: ["Tensors"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"], resources: [.copy("Fixtures")]),
        .testTarget(
            name: "AttentionTests", dependencies: ["Attention", "Tensors"], resources: [.copy("Fixtures")]),
    ]
)
