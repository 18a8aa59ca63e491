/// Ids that begin with a dash, as one in 64 of YouTube's does, told from options.
///
/// ArgumentParser takes `-wF1hSEQqIc` for ten short options, and prints the help because of the `h`. Before it sees the
/// arguments of a command that takes an id, whatever is no option of that command moves behind `--`.
enum DashedIDs {
  /// The options of a command that takes an id.
  struct Options {
    /// Those that stand alone.
    var flags: Set<String>
    /// Those that the next argument belongs to.
    var values: Set<String>

    init(flags: Set<String> = [], values: Set<String>) {
      self.flags = flags.union(["-h", "--help", "--version", "--json", "-q", "--quiet"])
      self.values = values.union(["-p", "--project", "--wait", "--color"])
    }
  }

  /// The commands that take an id. A test holds their options together with the help.
  static let commands: [String: Options] = [
    "label": Options(
      flags: [
        "--settle", "--yes", "--open", "--no-open", "--insecure-without-tls", "--remote-pictures", "--no-header",
        "--repair-mojibake", "--unprotect",
      ],
      values: [
        "--note", "--seconds", "-a", "--annotator", "--port", "--host", "--name", "--certificate", "--key", "--token",
        "--max-upload", "--overlap", "--recheck", "-t", "--threads", "--recipe", "--delimiter", "--encoding",
        "--ragged",
        "--skip-lines", "--quote", "--quotes", "--max-record-bytes",
      ]),
    "show": Options(values: ["-r", "--round"]),
    "undo": Options(values: ["-n", "--number", "-a", "--annotator"]),
  ]

  /// The arguments as ArgumentParser understands them: `label -wF1 yes -q` becomes `label -q -- -wF1 yes`.
  static func apart(_ arguments: [String]) -> [String] {
    guard let command = arguments.first, let options = commands[command] else { return arguments }
    var (taken, ids): ([String], [String]) = ([], [])
    var hasDash = false
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      if argument == "--" {
        ids += rest
        break
      }
      if options.values.contains(argument) {
        taken.append(argument)
        if let value = rest.popFirst() { taken.append(value) }
      } else if argument == "-" || !argument.hasPrefix("-") {
        ids.append(argument)
      } else if isOption(argument, options) {
        taken.append(argument)
      } else {
        ids.append(argument)
        hasDash = true
      }
    }
    return hasDash ? [command] + taken + ["--"] + ids : arguments
  }

  private static func isOption(_ argument: String, _ options: Options) -> Bool {
    let name = argument.prefix { $0 != "=" }
    if options.flags.contains(String(name)) || options.values.contains(String(name)) { return true }
    if name.hasPrefix("--") {
      // No option has such a name, so it is no misspelt one either.
      return !name.utf8.contains { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x5F }
    }
    // Several short ones, such as -qh.
    return name.dropFirst().allSatisfy { options.flags.contains("-\($0)") }
  }
}
