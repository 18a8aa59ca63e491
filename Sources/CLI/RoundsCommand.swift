import ArgumentParser
import GarimpoProject

/// `garimpo rounds` and its commands.
struct RoundsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rounds",
    abstract: "List the rounds with their figures, or say whose model is used.",
    usage: "garimpo rounds [<options>]\ngarimpo rounds use [<options>] <round>",
    discussion: """
      Rounds are measured on different items as labels are added: garimpo compare A B measures two on the same ones.

      The newest round is in use, unless another was chosen.

      Examples:
        garimpo rounds
        garimpo rounds use 2 --note "round 3 had wrong labels"
      """,
    subcommands: [RoundsListCommand.self, RoundsUseCommand.self], defaultSubcommand: RoundsListCommand.self)
}
