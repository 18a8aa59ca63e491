import GarimpoProject

/// Who answered, how far they agree, and what is to be settled.
struct AnnotatorsSection {
  private let reply: AnnotatorsReply
  private let strings: Strings

  init(_ reply: AnnotatorsReply, _ strings: Strings) {
    self.reply = reply
    self.strings = strings
  }

  /// For the template.
  var content: [String: Any] {
    let agreements = self.agreements
    let disagreements: [[String: Any]] = reply.disagreements.map { item in
      [
        "path": "/item/\(Self.pathPart(item.id))", "title": item.title.isEmpty ? item.id : item.title,
        "answers": item.answers.joined(separator: ", "),
      ]
    }
    return [
      "hasAny": !reply.annotators.isEmpty,
      "rows": reply.annotators.map { annotator -> [String: Any] in
        [
          "name": annotator.name, "answers": strings.number(annotator.answers), "yes": strings.number(annotator.yes),
          "no": strings.number(annotator.no),
          "seconds": annotator.medianSeconds.map { strings.decimal($0, places: 1) } ?? "–",
        ]
      },
      "agreements": agreements, "hasAgreements": !agreements.isEmpty,
      "disagreements": disagreements, "hasDisagreements": !disagreements.isEmpty,
    ]
  }

  private var agreements: [[String: Any]] {
    reply.annotators.compactMap { annotator in
      annotator.rechecks.map { row(strings["quality_again", ["name": annotator.name]], $0) }
    } + reply.pairs.map { row(strings["quality_pair", ["first": $0.first, "second": $0.second]], $0.agreement) }
  }

  private func row(_ name: String, _ agreement: AnnotatorsReply.Agreement) -> [String: Any] {
    let observed = agreement.observed.shown
    var kappa = strings["quality_no_kappa"]
    if let value = agreement.kappa {
      kappa = strings.decimal(value, places: 2)
      if let ends = agreement.kappaInterval, ends.count == 2 { kappa += " (\(strings.range(ends[0], ends[1])))" }
    }
    let range = strings[
      "figure_range", ["low": strings.percent(observed.low), "high": strings.percent(observed.high)]]
    return [
      "name": name, "count": strings.number(agreement.count),
      "same": "\(strings.percent(observed.value)) (\(range))", "kappa": kappa,
    ]
  }

  /// A text as one part of a path: all but letters, digits and a few signs as bytes in hexadecimal.
  static func pathPart(_ text: String) -> String {
    text.utf8.reduce(into: "") { path, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "~"):
        path.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        path += "%" + (byte < 16 ? "0" : "") + digits
      }
    }
  }
}
