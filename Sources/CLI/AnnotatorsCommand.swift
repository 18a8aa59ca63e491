import ArgumentParser
import GarimpoProject

/// `garimpo annotators`.
struct AnnotatorsCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotators",
    abstract: "Say who answered how much, how far they agree, and what is to be settled.",
    usage: "garimpo annotators [<options>]",
    discussion: """
      Agreement with oneself comes from items that were asked again blindly (garimpo next --recheck), agreement with each \
      other from items that both answered (garimpo next --overlap): the share of equal answers, and Cohen's kappa.

      Examples:
        garimpo annotators
        garimpo annotators --disagreements
      """)

  @Flag(help: "Only what is to be settled.")
  var disagreements = false

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let reply = try project.openForReading().annotators()
    if disagreements { try show(reply.onlyDisagreements()) } else { try show(reply) }
  }
}
