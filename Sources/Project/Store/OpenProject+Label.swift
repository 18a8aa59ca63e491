import GarimpoRecipes
import GarimpoStore

extension OpenProject {
  /// Gives one answer. It is on the disk when this returns.
  public func label(_ request: AnswerRequest) throws(Failure) -> LabelReply {
    let given = try write { try Answering(transaction: $0, path: path, time: clock()).give(request) }
    return LabelReply(answers: [given])
  }

  /// Gives the answers that come line by line, in the order in which they come.
  ///
  /// What `read` brings together is stored together: one flush of the disk for all of it, after which each answer is
  /// acknowledged. A line that cannot be used is told and passed over; the others go on.
  ///
  /// - Parameters:
  ///   - template: who answers, and through what.
  ///   - read: the next bytes, nil at the end.
  ///   - acknowledge: told of each answer that is on the disk.
  ///   - complain: told of each line that is no answer.
  /// - Returns: how many answers were stored, and how many lines were not used.
  public func labelLines(
    as template: AnswerRequest, from read: () throws -> [UInt8]?, acknowledge: (GivenAnswer) throws -> Void,
    complain: (String) throws -> Void
  ) throws(Failure) -> (stored: Int, unused: Int) {
    let reader = AnswerReader(try self.read { try recipe($0) }.label)
    var lines = AnswerLines(template: template, reader: reader)
    var counts = (stored: 0, unused: 0)
    do {
      var isOpen = true
      while isOpen {
        if let bytes = try read() {
          lines.take(bytes)
        } else {
          lines.end()
          isOpen = false
        }
        while let group = lines.nextGroup() {
          var results: [Result<GivenAnswer, Failure>] = []
          results = try store(group)
          for result in results {
            switch result {
            case .success(let given):
              counts.stored += 1
              try acknowledge(given)
            case .failure(let failure):
              counts.unused += 1
              try complain(failure.description)
            }
          }
        }
      }
    } catch {
      throw Failure(error, path: path)
    }
    return counts
  }

  /// Stores a group of lines in one transaction; a line that cannot be used leaves the others as they are.
  private func store(_ group: [AnswerLines.Line]) throws -> [Result<GivenAnswer, Failure>] {
    guard group.contains(where: { if case .success = $0.request { true } else { false } }) else {
      return group.map { line in
        switch line.request {
        case .success: .failure(Failure(.data, ""))
        case .failure(let failure): .failure(failure)
        }
      }
    }
    return try file.write { transaction in
      let answering = Answering(transaction: transaction, path: path, time: clock())
      return try group.map { line in
        switch line.request {
        case .failure(let failure): return .failure(failure)
        case .success(let request):
          do {
            return .success(try answering.give(request))
          } catch let failure as Failure {
            return .failure(Failure(failure.kind, "line \(line.number): \(failure.description)"))
          }
        }
      }
    }
  }
}

/// Answers that were given.
public struct LabelReply: Reply {
  /// Each of them.
  public var answers: [GivenAnswer]

  /// A line or two for each.
  public func text(_ style: TextStyle) -> String {
    answers.map { given in
      let (already, id) = (given.isRepeated ? "already " : "", DisplayText.printable(given.id))
      // The title gives way.
      let room = max(20, TextTable.screen - DisplayText.width("\(already)\(given.answer)  \(id)  "))
      let title = DisplayText.cut(DisplayText.printable(given.title), to: min(56, room))
      var lines = ["\(already)\(style.apply(.good, to: given.answer))  \(id)  \(title)"]
      for other in given.contradictions { lines += DisplayText.paragraph("But \(other.sentence).") }
      return lines.joined(separator: "\n") + "\n"
    }.joined()
  }
}

extension GivenAnswer {
  /// The values as JSON on one line.
  public func jsonLine() throws(Failure) -> String { try JSONText.of(self, pretty: false) }
}
