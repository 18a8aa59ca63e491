import ArgumentParser

/// A round by its number, or the newest.
enum RoundChoice: ExpressibleByArgument, Sendable {
  case latest
  case number(Int)

  /// `2`, or `latest`.
  init?(argument: String) {
    if argument == "latest" {
      self = .latest
    } else if let number = Int(argument) {
      self = .number(number)
    } else {
      return nil
    }
  }

  /// Its number; nil: the newest.
  var number: Int? {
    switch self {
    case .latest: nil
    case .number(let number): number
    }
  }
}
