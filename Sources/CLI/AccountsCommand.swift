import ArgumentParser
import GarimpoProject

/// `garimpo accounts` and its commands.
struct AccountsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "Say who may come in through the browser.",
    usage: "garimpo accounts <subcommand>",
    discussion: """
      An account is a name and a token. Owners may do everything; annotators answer items, look at the ranking and take \
      back what they said. As soon as a project has an account, its pages ask for a token, also on this machine.
      """,
    subcommands: [
      AccountsAddCommand.self, AccountsListCommand.self, AccountsRenewCommand.self, AccountsRemoveCommand.self,
    ])
}
