// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
  name: "hearout",
  products: [.executable(name: "hearout", targets: ["hearout"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", exact: "0.10.0"),
  ],
  // A target names every target whose types its own contain, also through others: what a build does again after a change
  // follows these names only.
  targets: [
    // Linked without shared libraries, readline does not bring along the one that knows terminals.
    .target(name: "CReadline", linkerSettings: [.linkedLibrary("readline"), .linkedLibrary("tinfo")]),
    .target(name: "TextLayout", swiftSettings: strict),
    .target(name: "LineTerminal", dependencies: ["CReadline", "TextLayout"], swiftSettings: strict),
    .target(name: "PhraseMatching", swiftSettings: strict),
    .target(name: "Learning", dependencies: ["CVectorMath", "PhraseMatching"], swiftSettings: strict),
    .target(name: "CVectorMath", cSettings: [.unsafeFlags(["-O3", "-fno-math-errno"])]),
    .target(name: "SentenceEncoder", dependencies: ["CVectorMath"], swiftSettings: strict),
    .target(name: "HearoutCore", dependencies: ["Learning", "PhraseMatching"], swiftSettings: strict),
    .target(name: "Rehearsal", dependencies: ["HearoutCore", "PhraseMatching"], swiftSettings: strict),
    .target(
      name: "PhrasebookLoading",
      dependencies: [
        "HearoutCore", "Learning", "PhraseMatching", "Rehearsal", .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(
      name: "Authoring",
      dependencies: [
        "HearoutCore", "Learning", "PhraseMatching", "PhrasebookLoading", "Rehearsal",
        .product(name: "SwiftCSV", package: "SwiftCSV"),
      ],
      swiftSettings: strict),
    .target(name: "Privacy", swiftSettings: strict),
    .target(
      name: "CaseLog",
      dependencies: [
        "HearoutCore", "PhraseMatching", "Privacy", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "Reporting", dependencies: ["HearoutCore", "PhraseMatching", "Rehearsal", "TextLayout"],
      swiftSettings: strict),
    .target(
      name: "Doors",
      dependencies: [
        "HearoutCore", "Learning", "PhraseMatching", "PhrasebookLoading", "CaseLog", "LineTerminal",
        "Privacy",
        "Rehearsal", "Reporting", "SentenceEncoder", "TextLayout",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "hearout",
      dependencies: [
        "Authoring", "Doors", "HearoutCore", "Learning", "PhraseMatching", "PhrasebookLoading", "CaseLog",
        "LineTerminal",
        "Privacy", "Rehearsal", "Reporting", "TextLayout",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict,
      // No library to look for and no address to mend: a third of the time to the prompt.
      linkerSettings: [.unsafeFlags(["-static-executable", "-use-ld=lld"], .when(configuration: .release))]),
    .testTarget(name: "PrivacyTests", dependencies: ["Privacy"], swiftSettings: strict),
    .executableTarget(
      name: "CaseLogProbe", dependencies: ["CaseLog", "HearoutCore"], path: "Tests/CaseLogProbe",
      swiftSettings: strict),
    .testTarget(
      name: "CaseLogTests",
      dependencies: [
        "CaseLog", "CaseLogProbe", "HearoutCore", "Privacy", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "TerminalProbe", dependencies: ["LineTerminal", "TextLayout"], path: "Tests/TerminalProbe",
      swiftSettings: strict),
    .testTarget(name: "TextLayoutTests", dependencies: ["TextLayout"], swiftSettings: strict),
    .testTarget(
      name: "LineTerminalTests", dependencies: ["LineTerminal", "TextLayout", "TerminalProbe"],
      swiftSettings: strict),
    .testTarget(
      name: "HearoutCoreTests", dependencies: ["HearoutCore", "PhraseMatching", "PhrasebookLoading"],
      swiftSettings: strict),
    .testTarget(
      name: "RehearsalTests",
      dependencies: [
        "CaseLog", "Doors", "HearoutCore", "PhraseMatching", "PhrasebookLoading", "Privacy", "Rehearsal",
        "Reporting", "TextLayout", "hearout",
      ],
      swiftSettings: strict),
    .testTarget(name: "CommandTests", dependencies: ["hearout"], swiftSettings: strict),
    .testTarget(
      name: "AuthoringTests",
      dependencies: [
        "Authoring", "HearoutCore", "PhraseMatching", "PhrasebookLoading", "Reporting", "TextLayout",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SentenceEncoderTests", dependencies: ["CVectorMath", "SentenceEncoder"], swiftSettings: strict),
    .testTarget(
      name: "LearningTests", dependencies: ["Learning", "PhraseMatching"], swiftSettings: strict),
    .testTarget(name: "TidyTests", swiftSettings: strict),
    .testTarget(name: "PhraseMatchingTests", dependencies: ["PhraseMatching"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
