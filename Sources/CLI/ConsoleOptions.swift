import ArgumentParser

/// What a command writes to the terminal.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  @Option(help: .init("Colour: auto (on a terminal, unless NO_COLOR is set), always or never.", valueName: "when"))
  var color: Console.Colour = .auto

  var console: Console { Console(colour: color, isQuiet: quiet) }
}

extension Console.Colour: ExpressibleByArgument {}

/// A command that lets a person say what it writes to the terminal.
protocol ConsoleCommand: ParsableCommand {
  var console: ConsoleOptions { get }
}
