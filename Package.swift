// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "attnviz",
    products: [
        .library(name: "Tensors", targets: ["Tensors"])
    ],
    targets: [
        .target(name: "Tensors"),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"], resources: [.copy("Fixtures")]),
    ]
)
