import ArgumentParser
import GarimpoProject

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The program: options in, exit code out.
public enum Program {
  /// Runs the command that the arguments name and ends the process.
  public static func main() -> Never {
    // A write to a pipe that nobody reads is an error like any other, not the death of the process.
    signal(SIGPIPE, SIG_IGN)
    // Who starts us from a thread that blocks signals hands that down, and Ctrl-C would do nothing.
    var ending = sigset_t()
    sigemptyset(&ending)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&ending, signal) }
    pthread_sigmask(SIG_UNBLOCK, &ending, nil)

    var command: any ParsableCommand
    do {
      command = try GarimpoCommand.parseAsRoot(DashedIDs.apart(Array(CommandLine.arguments.dropFirst())))
    } catch {
      GarimpoCommand.exit(withError: error)
    }
    do {
      try command.run()
      exit(0)
    } catch let failure as Failure {
      let style = ((command as? any ConsoleCommand)?.console.console ?? Console()).style(for: 2)
      var text = "\(style.apply(.bad, to: "Error:")) \(DisplayText.printable(failure.description))\n"
      if failure.kind == .usage { text += "  See '\(GarimpoCommand.path(of: command)) --help' for more information.\n" }
      Console.tell(text)
      exit(failure.exitCode)
    } catch {
      GarimpoCommand.exit(withError: error)
    }
  }
}

extension Failure {
  /// The exit code; `Documentation/ExitCodes.md` lists them.
  var exitCode: Int32 {
    switch kind {
    case .usage: 64
    case .data, .missing: 65
    case .input: 66
    case .output: 73
    case .system: 74
    case .busy: 75
    }
  }
}
