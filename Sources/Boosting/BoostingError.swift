#if XGBoost
  public import GarimpoLearning

  /// Why boosting failed.
  public enum BoostingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is nothing to learn from, or a parameter makes no sense.
    case learning(LearningError)
    /// XGBoost says no; in its words.
    case library(String)
    /// The model was made with a later version of XGBoost than runs here.
    case tooNew(LibraryVersion, running: LibraryVersion)

    /// What was found, what was expected, and what to do.
    public var description: String {
      switch self {
      case .learning(let error): "\(error)"
      case .library(let words): "XGBoost \(Booster.version): \(words)"
      case .tooNew(let found, let running):
        "the model was made with XGBoost \(found), and \(running) runs here: update XGBoost, or train again"
      }
    }
  }

  /// A version of XGBoost.
  public struct LibraryVersion: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    /// The first number: versions of another may not read a model.
    public var major: Int
    /// The second.
    public var minor: Int
    /// The third.
    public var patch: Int

    /// The numbers with points between them.
    public var description: String { "\(major).\(minor).\(patch)" }

    /// By the first number that differs.
    public static func < (one: LibraryVersion, other: LibraryVersion) -> Bool {
      (one.major, one.minor, one.patch) < (other.major, other.minor, other.patch)
    }
  }
#endif
