import ArgumentParser

/// Measures one piece of Garimpo's work in this process and prints one line of JSON.
@main
struct GarimpoBenchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "garimpo-benchmarks",
    abstract: "Measures one piece of Garimpo's work and prints one line of JSON.",
    discussion: "Benchmarks/run calls these in turn with their peers; see Benchmarks/README.md.",
    subcommands: [
      ForestCommand.self, ScoringCommand.self, VectorisingCommand.self, ReadingCommand.self, RankingCommand.self,
    ])
}
