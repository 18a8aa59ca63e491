import ArgumentParser
import Foundation
import GarimpoProject

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// `garimpo label`.
struct LabelCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "label",
    abstract: "Label in the browser, or answer items here.",
    usage: """
      garimpo label [<options>]
      garimpo label [<options>] <table>
      garimpo label [<options>] <id> yes|no|unsure|skip
      garimpo label [<options>] -
      """,
    discussion: """
      Without an answer the project is opened in the browser, as by garimpo serve. With a table it is the table's own \
      project: videos.garimpo for videos.csv, opened when it is there; the table is imported again when it was changed. \
      Where it is not there it is made here, by the recipe that --recipe names, else by one that comes with the program \
      where it evidently fits (see garimpo recipe list), else by one that is guessed. It is shown which column is taken \
      for what.

      With an id and an answer, the answer is on the disk when the command ends. With - answers come from standard input, \
      one a line: an id and an answer with a tab, a comma or a space between them and perhaps a note behind, or a JSON \
      object with id and answer. Each is acknowledged by a line "ok PLACE ID ANSWER" when it is on the disk. A line that \
      cannot be used is told and passed over; the exit code is then 65.

      Examples:
        garimpo label
        garimpo label videos.csv
        garimpo label export.csv --recipe mine.yaml --skip-lines 2
        garimpo label 17 yes
        garimpo label 17 no --note "only an advert"
        garimpo label 17 yes --settle
        garimpo label - < answers.tsv
      """)

  @Argument(
    help: .init("A table, the id of an item, or - for answers from standard input.", valueName: "subject"),
    completion: .file())
  var subject: String?

  @Argument(help: .init("yes, no, unsure or skip.", valueName: "answer"))
  var answer: String?

  @Flag(help: "Make the project of a table as it is guessed, without a question.")
  var yes = false

  @Option(
    help: .init(
      "What the columns of the table mean: a recipe's name (see garimpo recipe list) or its file (default: found out).",
      valueName: "recipe"),
    completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String?

  @Option(help: .init("A note to keep beside the answer.", valueName: "text"))
  var note: String?

  @Option(parsing: .unconditional, help: .init("How long you looked at it, in seconds.", valueName: "seconds"))
  var seconds: Double?

  @Flag(help: "Settle a disagreement between annotators: this answer counts.")
  var settle = false

  @OptionGroup(title: "In the browser") var server: ServerOptionGroup
  @OptionGroup var annotator: AnnotatorOptionGroup
  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup(title: "Reading the table") var table: TableOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    if subject == nil || subject == "-" || answer != nil { try refuseTableOptions() }
    if subject == "-" || answer != nil {
      let given = server.given
      guard given.isEmpty else {
        throw Failure(
          .usage,
          "\(given.joined(separator: ", ")): how pages are served, and with answers on the command line there are none; "
            + "leave out the one or the other")
      }
    }
    if subject == "-" {
      guard answer == nil, note == nil, seconds == nil else {
        throw Failure(.usage, "-: answers, notes and seconds come from standard input; leave them out here")
      }
      return try labelMany()
    }
    if let subject, let answer { return try labelOne(subject, answer) }
    guard note == nil, seconds == nil, !settle else {
      throw Failure(
        .usage, "--note, --seconds and --settle: belong to an answer; say yes, no, unsure or skip behind an id")
    }
    try server.serving(as: annotator.name, json: project.json, console, served).run()
  }

  /// The project to serve: that of the table, if one is named.
  private func served() throws -> OpenProject {
    guard let subject else { return try project.openToServe() }
    guard FileManager.default.fileExists(atPath: subject) else {
      throw Failure(
        .usage,
        "\(subject): there is no such file to label, and no answer behind it; say garimpo label FILE for a table, or "
          + "garimpo label ID yes to answer an item")
    }
    if subject.hasSuffix(ProjectChoice.ending) {
      guard project.project == nil else {
        throw Failure(.usage, "\(subject) and --project: both name a project; say one of them")
      }
      try refuseTableOptions()
      return try project.openToServe(subject)
    }
    var table = try TableProject(table: subject, project.choice, annotator: annotator.name)
    table.recipe = recipe
    table.reading = self.table.reading
    try FirstRun(
      project: table, takesGuess: yes, isQuiet: console.console.isQuiet, readingWords: self.table.words,
      projectName: project.project
    ).prepare()
    return try project.openToServe(table.path)
  }

  /// Refuses what says how a table is read, or made a project of, where there is none.
  private func refuseTableOptions() throws {
    let given = (recipe == nil ? [] : ["--recipe"]) + (yes ? ["--yes"] : []) + table.given
    guard given.isEmpty else {
      throw Failure(
        .usage,
        "\(given.joined(separator: ", ")): how a table is read, and none is named here; say garimpo label FILE, or leave "
          + "\(given.count == 1 ? "it" : "them") out")
    }
  }

  private func labelOne(_ id: String, _ answer: String) throws {
    var request = try AnswerRequest(id: id, word: answer, annotator: annotator.name, source: "command line")
    request.note = note
    request.seconds = seconds
    request.settles = settle
    try show(try project.open().label(request))
  }

  private func labelMany() throws {
    var template = AnswerRequest(annotator: annotator.name, source: "command line")
    template.settles = settle
    let console = console.console
    let counts = try project.open().labelLines(as: template, from: Self.nextBytes) { given in
      if project.json {
        try Console.write(try given.jsonLine())
      } else {
        try Console.write("ok \(given.position) \(DisplayText.printable(given.id)) \(given.answer)\n")
        if !console.isQuiet {
          for other in given.contradictions {
            Console.tell("\(DisplayText.printable(given.id)): \(other.sentence)\n")
          }
        }
      }
    } complain: { sentence in
      Console.tell("\(sentence)\n")
    }
    if counts.unused > 0 {
      throw Failure(
        .data,
        "standard input: \(counts.unused) line\(counts.unused == 1 ? "" : "s") not used, \(counts.stored) "
          + "answer\(counts.stored == 1 ? "" : "s") stored")
    }
  }

  /// What has arrived on standard input, as soon as anything has; nil at its end.
  private static func nextBytes() throws -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(0, &bytes, bytes.count)
      if count >= 0 { return count == 0 ? nil : Array(bytes[..<count]) }
      guard errno == EINTR else {
        throw Failure(.input, "standard input: cannot be read: \(String(cString: strerror(errno)))")
      }
    }
  }
}
