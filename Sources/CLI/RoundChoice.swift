import ArgumentParser
import GarimpoProject

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

  /// Its number in a project; nil where there is no round yet. The newest need not be the one in use.
  func number(in project: OpenProject) throws -> Int? {
    switch self {
    case .latest: try project.rounds().rounds.last?.round
    case .number(let number): number
    }
  }
}
