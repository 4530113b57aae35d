// swift-tools-version: 6.2
// Measurements, outside the product's dependency graph. The modules that are measured are linked in
// from the product's sources, so that their package API is in reach and nothing becomes public for it.
import PackageDescription

let swift: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "benchmarks",
  targets: [
    .target(name: "CScanner"),
    .target(name: "FupanData", swiftSettings: swift),
    .target(name: "Timing", swiftSettings: swift),
    .executableTarget(name: "BorderCost", dependencies: ["FupanData"], swiftSettings: swift),
    .executableTarget(
      name: "LocateColumns", dependencies: ["CScanner", "Timing"], swiftSettings: swift),
    .executableTarget(name: "PlainPass", dependencies: ["Timing"], swiftSettings: swift),
  ],
  swiftLanguageModes: [.v6]
)
