import ArgumentParser
import GarimpoProject

/// What `--on-conflict` says.
enum OnConflict: String, ExpressibleByArgument, CaseIterable {
  case ours, theirs, newest, ask

  /// The rule that it names.
  var rule: ConflictRule {
    switch self {
    case .ours: .ours
    case .theirs: .theirs
    case .newest: .newest
    case .ask: .ask
    }
  }
}
