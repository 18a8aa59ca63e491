import ArgumentParser
import GarimpoProject

/// `garimpo serve`.
struct ServeCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Label in the browser.",
    usage: "garimpo serve [<options>]",
    discussion: """
      Opens a port of this machine for the pages of the project: label with one key an item, look at the ranking, at how \
      good the model is, and at the rounds. Ends with Ctrl-C; every answer that a page shows as given is on the disk.

      Other machines are let in by --host, which demands accounts (garimpo accounts add) and a certificate.

      Examples:
        garimpo serve
        garimpo serve --project videos.garimpo --port 8080
        garimpo serve --host 0.0.0.0 --name garimpo.example.org \\
          --certificate chain.pem --key key.pem
      """)

  @OptionGroup(title: "Server") var server: ServerOptionGroup
  @OptionGroup var annotator: AnnotatorOptionGroup
  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try server.serving(as: annotator.name, json: project.json, console) { try project.openToServe() }.run()
  }
}
