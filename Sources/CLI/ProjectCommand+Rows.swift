import GarimpoProject

extension ProjectCommand {
  /// Throws if rows and JSON would share standard output; `output` is where the rows go.
  func checkOutput(_ output: String?) throws {
    guard project.json && output == "-" else { return }
    throw Failure(.usage, "--json: standard output is taken by the rows; give their file a name with --output")
  }

  /// Prints a reply; as text to standard error when standard output holds the rows.
  func show(_ reply: some Reply, besides output: String?) throws {
    guard output == "-" else { return try show(reply) }
    if !console.quiet { Console.tell(reply.screen(console.console.style(for: 2))) }
  }
}
