// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "attnviz",
    products: [
        .library(name: "Tensors", targets: ["Tensors"]),
        .library(name: "TensorFiles", targets: ["TensorFiles"]),
    ],
    targets: [
        .target(name: "Tensors"),
        .target(name: "TensorFiles", dependencies: ["Tensors"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
        .testTarget(name: "TensorFilesTests", dependencies: ["TensorFiles"], resources: [.copy("Fixtures")]),
    ]
)
