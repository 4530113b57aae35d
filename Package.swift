// swift-tools-version: 6.2
// The dependency lists below are the architecture: a module sees only what is above it.
import Foundation
import PackageDescription

let swift: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "fupan",
  products: [
    .executable(name: "fupan", targets: ["fupan"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // Shims of system libraries and embedded files.
    .target(name: "CAssets", sources: ["Assets.c"]),
    .target(name: "CBzip2", linkerSettings: [.linkedLibrary("bz2")]),
    .target(name: "CDuktape", linkerSettings: [.linkedLibrary("duktape"), .linkedLibrary("m")]),
    .target(name: "CExpat", linkerSettings: [.linkedLibrary("expat")]),
    .target(name: "CFreeXL", linkerSettings: [.linkedLibrary("freexl")]),
    .target(name: "CGlibc"),
    .target(name: "CLibCSV", linkerSettings: [.linkedLibrary("csv")]),
    .target(name: "CLibCrypto", linkerSettings: [.linkedLibrary("crypto")]),
    .target(name: "CLinearAlgebra"),
    .target(name: "CMinizip", linkerSettings: [.linkedLibrary("minizip")]),
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
    .target(name: "CScanner"),
    .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CSpecialFunctions"),
    .target(name: "CUchardet", linkerSettings: [.linkedLibrary("uchardet")]),
    .target(name: "CXlsxWriter", linkerSettings: [.linkedLibrary("xlsxwriter")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
    .target(name: "CZstd", linkerSettings: [.linkedLibrary("zstd")]),

    // What everything stands on.
    .target(name: "FupanDiagnostics", swiftSettings: swift),
    .target(name: "FupanData", swiftSettings: swift),
    .target(
      name: "FupanConfig",
      dependencies: ["FupanDiagnostics", .product(name: "Yams", package: "Yams")],
      swiftSettings: swift),

    .target(
      name: "FupanWorkbooks", dependencies: ["FupanData", "FupanDiagnostics", "CXlsxWriter"],
      swiftSettings: swift),

    // What is meant, and the two readers of it.
    .target(
      name: "FupanPlan", dependencies: ["FupanData", "FupanDiagnostics", "CLibCrypto", "CRE2"],
      swiftSettings: swift),
    .target(
      name: "FupanFormats",
      dependencies: [
        "FupanData", "FupanPlan", "FupanWorkbooks", "FupanDiagnostics", "CBzip2", "CExpat",
        "CFreeXL", "CLibCSV", "CLibCrypto", "CMinizip", "CScanner", "CSimdJSON", "CUchardet",
        "CZlib", "CZstd",
      ],
      swiftSettings: swift),
    .target(
      name: "FupanEngine",
      dependencies: ["FupanData", "FupanPlan", "FupanFormats", "FupanDiagnostics", "CGlibc"],
      swiftSettings: swift),
    .target(
      name: "FupanSQL", dependencies: ["FupanData", "FupanPlan", "FupanDiagnostics"],
      swiftSettings: swift),

    // What a retrospective is made of.
    .target(
      name: "FupanMethods", dependencies: ["FupanData", "CLinearAlgebra", "CSpecialFunctions"],
      swiftSettings: swift),
    .target(
      name: "FupanReports",
      dependencies: [
        "FupanData", "FupanWorkbooks", "FupanDiagnostics", "CAssets", "CDuktape", "CLibCrypto",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: swift),
    .target(
      name: "FupanMetrics",
      dependencies: ["FupanData", "FupanPlan", "FupanConfig", "FupanMethods", "FupanDiagnostics"],
      swiftSettings: swift),
    .target(
      name: "FupanStages",
      dependencies: [
        "FupanData", "FupanPlan", "FupanConfig", "FupanMethods", "FupanMetrics", "FupanReports",
        "FupanDiagnostics", "CAssets",
      ],
      swiftSettings: swift),
    .target(
      name: "FupanPipelines",
      dependencies: [
        "FupanData", "FupanPlan", "FupanConfig", "FupanFormats", "FupanEngine", "FupanSQL",
        "FupanMethods", "FupanMetrics", "FupanReports", "FupanStages", "FupanWorkbooks",
        "FupanDiagnostics", "CAssets", "CLibCrypto",
      ],
      swiftSettings: swift),
    .target(
      name: "FupanSampleData", dependencies: ["FupanMethods", "CZlib"], swiftSettings: swift),
    .target(
      name: "FupanCommands",
      dependencies: [
        "FupanData", "FupanPlan", "FupanConfig", "FupanFormats", "FupanEngine", "FupanSQL",
        "FupanMetrics", "FupanReports", "FupanStages", "FupanPipelines", "FupanSampleData",
        "FupanDiagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swift),
    .executableTarget(name: "fupan", dependencies: ["FupanCommands"], swiftSettings: swift),

    // Tests.
    .target(
      name: "FupanTestSupport",
      dependencies: ["FupanData", "FupanPlan", "FupanDiagnostics", "CZlib"],
      path: "Tests/FupanTestSupport", swiftSettings: swift),
    .testTarget(
      name: "CShimTests",
      dependencies: [
        "CAssets", "CDuktape", "CLibCSV", "CLibCrypto", "CRE2", "CSimdJSON", "CSpecialFunctions",
        "CZlib",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "FupanDataTests", dependencies: ["FupanData", "FupanTestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "FupanWorkbooksTests", dependencies: ["FupanWorkbooks", "FupanTestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "FupanMethodsTests",
      dependencies: ["FupanMethods", "CSpecialFunctions", "FupanTestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "FupanReportsTests",
      dependencies: [
        "FupanReports", "FupanData", "FupanDiagnostics", "CLibCrypto", "FupanTestSupport",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "FupanStagesTests",
      dependencies: [
        "FupanStages", "FupanEngine", "FupanReports", "FupanMethods", "FupanPlan", "FupanConfig",
        "FupanData", "FupanDiagnostics", "FupanTestSupport",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "FupanSampleDataTests",
      dependencies: ["FupanSampleData", "CZlib", "FupanTestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "FupanDiagnosticsTests", dependencies: ["FupanDiagnostics"], swiftSettings: swift),
    .testTarget(name: "FaultTests", dependencies: ["FupanTestSupport"], swiftSettings: swift),
    .testTarget(
      name: "FupanCommandsTests",
      dependencies: [
        "FupanCommands", "FupanStages", "FupanData", "FupanDiagnostics", "FupanTestSupport",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "FupanConfigTests",
      dependencies: ["FupanConfig", "FupanDiagnostics", "FupanTestSupport"], swiftSettings: swift),
    .testTarget(
      name: "FupanPlanTests",
      dependencies: ["FupanPlan", "FupanData", "FupanDiagnostics", "FupanTestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "FupanFormatsTests",
      dependencies: [
        "FupanFormats", "FupanPlan", "FupanData", "FupanDiagnostics", "FupanTestSupport",
        "CBzip2", "CLibCSV", "CSimdJSON", "CZlib", "CZstd",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "FupanEngineTests",
      dependencies: [
        "FupanEngine", "FupanFormats", "FupanPlan", "FupanData", "FupanDiagnostics",
        "FupanTestSupport",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "FupanSQLTests",
      dependencies: [
        "FupanSQL", "FupanPlan", "FupanData", "FupanDiagnostics", "FupanTestSupport",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "DifferentialTests",
      dependencies: [
        "FupanSQL", "FupanEngine", "FupanPipelines", "FupanPlan", "FupanData",
        "FupanDiagnostics", "FupanTestSupport",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "FupanMetricsTests",
      dependencies: [
        "FupanMetrics", "FupanMethods", "FupanSampleData", "FupanData", "FupanTestSupport",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "FupanPipelinesTests",
      dependencies: [
        "FupanPipelines", "FupanReports", "FupanMetrics", "FupanMethods", "FupanEngine",
        "FupanFormats", "FupanPlan", "FupanConfig", "FupanData", "FupanDiagnostics",
        "FupanSampleData", "FupanTestSupport",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "GoldenTests",
      dependencies: [
        "FupanData", "FupanDiagnostics", "FupanEngine", "FupanFormats", "FupanMethods",
        "FupanPipelines", "FupanPlan", "FupanReports", "FupanStages", "FupanTestSupport",
      ],
      swiftSettings: swift),
    .target(
      name: "FupanFuzzing",
      dependencies: [
        "FupanPipelines", "FupanFormats", "FupanPlan", "FupanConfig", "FupanData",
        "FupanDiagnostics", "FupanTestSupport",
      ],
      path: "Tests/FupanFuzzing", swiftSettings: swift),
    .testTarget(
      name: "FuzzFindingTests", dependencies: ["FupanFuzzing"], swiftSettings: swift),
    .testTarget(
      name: "AcceptanceTests",
      dependencies: [
        "FupanPipelines", "FupanReports", "FupanStages", "FupanConfig", "FupanSampleData",
        "FupanData", "FupanTestSupport",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "ConventionTests",
      dependencies: [
        "FupanConfig", "FupanDiagnostics", "FupanPlan", "FupanStages", "FupanFormats",
        "FupanEngine", "FupanSQL", "FupanMetrics", "FupanReports", "FupanPipelines",
        "FupanCommands", "FupanWorkbooks", "FupanTestSupport",
      ],
      swiftSettings: swift),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x,
  cxxLanguageStandard: .cxx17
)

// A fuzzer has no main of its own, so it is built only when asked for: `make fuzz`.
if ProcessInfo.processInfo.environment["FUPAN_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "FuzzDriver", dependencies: ["FupanFuzzing"], path: "Tests/FuzzDriver",
      swiftSettings: swift + [.unsafeFlags(["-parse-as-library"])]))
}
