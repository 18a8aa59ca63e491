// swift-tools-version: 6.2
import PackageDescription

/// The settings of the package that is measured (`../Package.swift`).
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "garimpo-benchmarks",
  dependencies: [
    .package(name: "garimpo", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "garimpo-benchmarks",
      dependencies: [
        .product(name: "Garimpo", package: "garimpo"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources", swiftSettings: settings)
  ]
)
