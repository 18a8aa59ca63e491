extension VerificationReport {
  /// What was found, in sentences: first the labels, then each finding, then what to do.
  public var sentences: [String] {
    var sentences = ["\(path): \(labels)"]
    sentences += findings.map { "\(path): \($0)" }
    sentences.append("\(path): \(conclusion)")
    return sentences
  }

  private var conclusion: String {
    guard isWhole else {
      let count = findings.count == 1 ? "1 finding" : "\(findings.count) findings"
      return "\(count); garimpo backup saves what can be read into a new file, and an earlier backup may have the rest"
    }
    var parts: [String] = []
    if let version { parts.append("format \(version)") }
    if let itemCount { parts.append(itemCount == 1 ? "1 item" : "\(itemCount) items") }
    if let roundCount { parts.append(roundCount == 1 ? "1 round" : "\(roundCount) rounds") }
    return "nothing is damaged (\(parts.joined(separator: ", ")))"
  }
}

extension VerificationReport.Finding: CustomStringConvertible {
  /// Where, what was found, what it means.
  public var description: String { "\(place): \(found); \(meaning)" }
}

extension VerificationReport.Labels: CustomStringConvertible {
  /// Whether the labels are whole, in one sentence.
  public var description: String {
    switch self {
    case .whole(let count): "the labels are whole: \(Self.entries(count)) of the log, none missing"
    case .damaged(let readable, let missing):
      missing == 0
        ? "the labels are damaged: \(Self.entries(readable)) of the log can be read"
        : "the labels are damaged: \(Self.entries(readable)) of the log can be read, \(missing) \(missing == 1 ? "is" : "are") missing"
    case .unreadable: "the labels cannot be read"
    }
  }

  private static func entries(_ count: Int) -> String { count == 1 ? "1 entry" : "\(count) entries" }
}
