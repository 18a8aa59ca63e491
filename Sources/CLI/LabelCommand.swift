import ArgumentParser
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
    abstract: "Answer an item, or many from standard input.",
    usage: "garimpo label [<options>] <id> yes|no|unsure|skip\n       garimpo label [<options>] -",
    discussion: """
      The answer is on the disk when the command ends. With - answers come from standard input, one a line: an id and an \
      answer with a tab, a comma or a space between them and perhaps a note behind, or a JSON object with id and answer. \
      Each is acknowledged by a line "ok PLACE ID ANSWER" when it is on the disk. A line that cannot be used is told \
      and passed over; the exit code is then 65.

      Examples:
        garimpo label 17 yes
        garimpo label 17 no --note "only an advert"
        garimpo label 17 yes --settle
        garimpo label - < answers.tsv
      """)

  @Argument(help: .init("The item's id, or - for answers from standard input.", valueName: "id"))
  var id: String

  @Argument(help: .init("yes, no, unsure or skip.", valueName: "answer"))
  var answer: String?

  @Option(help: .init("A note to keep beside the answer.", valueName: "text"))
  var note: String?

  @Option(parsing: .unconditional, help: .init("How long you looked at it, in seconds.", valueName: "seconds"))
  var seconds: Double?

  @Flag(help: "Settle a disagreement between annotators: this answer counts.")
  var settle = false

  @OptionGroup var annotator: AnnotatorOptionGroup
  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    guard id == "-" else { return try labelOne() }
    guard answer == nil, note == nil, seconds == nil else {
      throw Failure(.usage, "-: answers, notes and seconds come from standard input; leave them out here")
    }
    try labelMany()
  }

  private func labelOne() throws {
    guard let answer else {
      throw Failure(.usage, "the answer is missing: say yes, no, unsure or skip behind the id")
    }
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
          for sentence in given.contradictions {
            Console.tell("\(DisplayText.printable(given.id)): \(sentence)\n")
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
