// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "attnviz",
    products: [
        .executable(name: "attnviz", targets: ["attnviz"]),
        .library(name: "Tensors", targets: ["Tensors"]),
        .library(name: "TensorFiles", targets: ["TensorFiles"]),
        .library(name: "Attention", targets: ["Attention"]),
        .library(name: "Heatmaps", targets: ["Heatmaps"]),
        .library(name: "CairoRendering", targets: ["CairoRendering"]),
        .library(name: "AttentionFigures", targets: ["AttentionFigures"]),
        .library(name: "Experiments", targets: ["Experiments"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
    ],
    targets: [
        .target(name: "Tensors", dependencies: ["CProcess"]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(name: "CProcess"),
        .target(name: "TensorFiles", dependencies: ["Tensors", "CZlib", "CProcess"]),
        .target(name: "CAttentionKernels"),
        .target(name: "Attention", dependencies: ["Tensors", "CAttentionKernels"]),
        .target(name: "Heatmaps", dependencies: ["Tensors"]),
        .systemLibrary(
            name: "CCairo", pkgConfig: "pangocairo",
            providers: [.apt(["libcairo2-dev", "libpango1.0-dev"]), .brew(["cairo", "pango"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
        .target(name: "CairoRendering", dependencies: ["Tensors", "Heatmaps", "CCairo", "CPNG", "CZlib"]),
        .target(
            name: "AttentionFigures",
            dependencies: ["Tensors", "TensorFiles", "Attention", "Heatmaps", "CairoRendering"]),
        .target(name: "Experiments", dependencies: ["Tensors", "Attention", "Heatmaps", "AttentionFigures"]),
        .target(name: "CRefusals"),
        .executableTarget(
            name: "attnviz",
            dependencies: [
                "CProcess", "CRefusals", "Tensors", "TensorFiles", "Attention", "Heatmaps", "CairoRendering",
                "AttentionFigures", "Experiments", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(
            name: "Support", dependencies: ["Heatmaps", "Tensors", "CZlib"], path: "Tests/Support", exclude: ["Fonts"]),
        .executableTarget(
            name: "DocumentationExamples",
            dependencies: [
                "Tensors", "TensorFiles", "Attention", "Heatmaps", "CairoRendering", "AttentionFigures", "Experiments",
            ],
            path: "Tests/DocumentationExamples"),
        .target(
            name: "Fuzzing", dependencies: ["CairoRendering", "TensorFiles", "Tensors", "CZlib", "Support"],
            path: "Tests/Fuzzing"),
        .executableTarget(name: "FuzzReaders", dependencies: ["Fuzzing"], path: "Tests/FuzzReaders"),
        .testTarget(name: "FuzzingTests", dependencies: ["Fuzzing"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"], resources: [.copy("Fixtures")]),
        .testTarget(
            name: "TensorFilesTests", dependencies: ["TensorFiles", "Tensors", "CZlib", "Support"],
            resources: [.copy("Fixtures")]),
        .testTarget(
            name: "AttentionTests", dependencies: ["Attention", "Tensors"], resources: [.copy("Fixtures")]),
        .testTarget(name: "HeatmapsTests", dependencies: ["Heatmaps", "Tensors", "Support"]),
        .testTarget(
            name: "CairoRenderingTests", dependencies: ["CairoRendering", "Heatmaps", "Tensors", "Support"],
            exclude: ["Goldens"]),
        .testTarget(
            name: "AttentionFiguresTests",
            dependencies: ["AttentionFigures", "Attention", "Heatmaps", "TensorFiles", "Tensors", "Support"]),
        .testTarget(
            name: "ExperimentsTests", dependencies: ["Experiments", "Attention", "Heatmaps", "Tensors"],
            exclude: ["reference.py"]),
        .testTarget(name: "DifferentialTests", dependencies: ["attnviz", "AttentionFigures", "Support"]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "attnviz", "DocumentationExamples", "Tensors", "Support",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["reference.py", "faults.py", "minilm_heads.py", "minilm-heads.json", "Captured"]),
    ]
)
