// swift-tools-version: 6.2
import PackageDescription

/// One set of settings for every target, so that no room of the house is kept less strictly than another.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A library target `Garimpo<name>` in `Sources/<name>` that may import `rooms` and `packages`, and nothing else.
/// `Scripts/check-imports.sh` holds the import lines against the same table.
func room(
  _ name: String, imports rooms: [String] = [], _ packages: [Target.Dependency] = [],
  settings extra: [SwiftSetting] = [], resources: [Resource]? = nil
) -> Target {
  .target(
    name: "Garimpo\(name)", dependencies: rooms.map { .init(stringLiteral: "Garimpo\($0)") } + packages,
    path: "Sources/\(name)", resources: resources, swiftSettings: settings + extra)
}

/// The tests of one room, in `Tests/<name>Tests`.
func tests(
  _ name: String, using rooms: [String] = [], _ packages: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: "Garimpo\(name)Tests",
    dependencies: ([name] + rooms).map { .init(stringLiteral: "Garimpo\($0)") } + packages,
    path: "Tests/\(name)Tests", exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "garimpo",
  products: [
    .executable(name: "garimpo", targets: ["garimpo"]),
    .library(
      name: "Garimpo",
      targets: [
        "GarimpoMatrix", "GarimpoTabular", "GarimpoRecipes", "GarimpoFeatures", "GarimpoLearning",
        "GarimpoBoosting", "GarimpoEvaluation", "GarimpoQuerying", "GarimpoProject", "GarimpoCharts",
      ]),
  ],
  traits: [
    .trait(name: "XGBoost", description: "Gradient boosting through XGBoost's C library (Debian's libxgboost-dev).")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CStemmer", path: "Sources/CStemmer", providers: [.apt(["libstemmer-dev"])]),
    // No pkg-config: it would be missed, and said so, where the trait is off and the library is not there.
    .systemLibrary(name: "CXGBoost", path: "Sources/CXGBoost", providers: [.apt(["libxgboost-dev"])]),
    room("Kernels", settings: [.strictMemorySafety()]),
    room("Matrix", imports: ["Kernels"]),
    room("Tabular", imports: ["Kernels"], ["CZlib"]),
    room("Recipes", imports: ["Tabular"], [.product(name: "Yams", package: "Yams")]),
    room("Features", imports: ["Recipes", "Matrix", "Kernels"], ["CStemmer"]),
    room("Learning", imports: ["Matrix", "Kernels"]),
    // Empty without the trait.
    room(
      "Boosting", imports: ["Learning", "Matrix", "Kernels"],
      [.target(name: "CXGBoost", condition: .when(traits: ["XGBoost"]))]),
    room("Evaluation", imports: ["Kernels"]),
    room("Querying", imports: ["Learning", "Evaluation", "Matrix", "Kernels"]),
    room("Charts"),
    room(
      "Store",
      [.product(name: "GRDB", package: "GRDB.swift"), .product(name: "Crypto", package: "swift-crypto")]),
    room(
      "Project",
      imports: [
        "Kernels", "Matrix", "Tabular", "Recipes", "Features", "Learning", "Evaluation", "Querying", "Charts", "Store",
      ]),
    room(
      "Web", imports: ["Project", "Charts"],
      [
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      resources: [.embedInCode("Resources")]),
    room(
      "CLI", imports: ["Project", "Charts", "Web"],
      [.product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .executableTarget(name: "garimpo", dependencies: ["GarimpoCLI"], swiftSettings: settings),

    tests("Kernels"),
    tests("Matrix"),
    tests("Tabular", using: ["Kernels"]),
    tests("Recipes", using: ["Tabular", "Kernels"]),
    tests("Features", using: ["Recipes", "Matrix", "Tabular", "Kernels"]),
    tests("Learning", using: ["Matrix", "Kernels"]),
    tests("Boosting", using: ["Learning", "Matrix", "Kernels"]),
    tests("Evaluation", using: ["Kernels"], exclude: ["Golden"]),
    tests("Querying", using: ["Learning", "Evaluation", "Matrix", "Kernels"]),
    tests("Charts"),
    tests(
      "Store", using: ["Kernels"], [.product(name: "GRDB", package: "GRDB.swift"), "store-worker"], exclude: ["Golden"]),
    // What the tests of Store start and kill.
    .executableTarget(
      name: "store-worker", dependencies: ["GarimpoStore"], path: "Tests/StoreWorker", swiftSettings: settings),
    tests(
      "Project",
      using: [
        "Recipes", "Tabular", "Features", "Learning", "Evaluation", "Querying", "Charts", "Kernels", "Matrix", "Store",
      ]),
    tests(
      "Web", using: ["Project", "Charts"],
      [
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ]),
    tests("CLI", using: ["Project", "Store", "Kernels"], [.product(name: "GRDB", package: "GRDB.swift")]),
  ]
)
