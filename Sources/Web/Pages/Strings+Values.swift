import GarimpoProject

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Values of an item, written as in the language.
extension Strings {
  /// The day of a time in ISO 8601, `14 Nov 2019`; a text that is none stays as it is.
  func day(_ text: String) -> String {
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month), (1...31).contains(day)
    else { return text }
    let months = self["js_months"].split(separator: " ")
    guard months.count == 12 else { return text }
    return self["js_day", ["day": "\(day)", "month": String(months[month - 1]), "year": String(parts[0])]]
  }

  /// A moment to the minute, in Coordinated Universal Time: `14 Nov 2019, 13:05 UTC`.
  func moment(_ date: Date) -> String {
    let text = date.ISO8601Format()
    return "\(day(text)), \(text.dropFirst(11).prefix(5)) UTC"
  }

  /// A number with as many decimals as it needs, at most three.
  func plain(_ value: Double) -> String {
    if let whole = Int(exactly: value) { return number(whole) }
    var text = decimal(value, places: 3)
    while text.hasSuffix("0") { text.removeLast() }
    return text
  }

  /// What a field of an item holds, on one line.
  func text(_ value: JSONValue, kind: String) -> String {
    switch value {
    case .text(let text): kind == "date" ? day(text) : text
    case .number(let number): plain(number)
    case .list(let list): list.map { text($0, kind: kind) }.joined(separator: ", ")
    case .null: ""
    }
  }

  /// A feature of an item: a term, or a number with its value.
  func name(_ part: ItemExplanation.Part) -> String {
    guard part.isPresent else { return self["item_without", ["name": part.name]] }
    guard let value = part.value else { return part.name }
    return "\(part.name) \(plain((value * 100).rounded() / 100))"
  }

  /// An amount with its sign, `+0.14`.
  func signed(_ amount: Double) -> String { (amount < 0 ? "−" : "+") + decimal(amount.magnitude, places: 2) }
}
