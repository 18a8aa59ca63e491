import GarimpoEvaluation
import GarimpoFeatures
import GarimpoLearning
import GarimpoQuerying
import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

/// Why a use case could not be carried out: a sentence for a person and a kind for a script. Nothing was changed, unless the
/// sentence says what.
public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of thing is wrong; each has an exit code (`Documentation/ExitCodes.md`).
  public enum Kind: Sendable, Hashable {
    /// An option has a value that makes no sense.
    case usage
    /// The data or the recipe cannot be used.
    case data
    /// What is named is not there.
    case missing
    /// An input cannot be read.
    case input
    /// An output cannot be made.
    case output
    /// Reading or writing failed half way.
    case system
    /// Another process is at work on the project: the same command may succeed later.
    case busy
  }

  /// What kind of thing is wrong.
  public let kind: Kind
  /// Where, what was found, what was expected, what to do.
  public let description: String
  /// The same without what only a command line is told: which command helps. For pages, which have buttons.
  public let statement: String

  /// A failure.
  ///
  /// - Parameter command: what is said besides on a command line, with what joins it to the rest.
  public init(_ kind: Kind, _ statement: String, command: String = "") {
    self.kind = kind
    self.statement = statement
    description = statement + command
  }

  /// Long work was asked to end before it was done.
  public static let cancelled = Failure(.system, "cancelled before it was done; nothing was changed")

  static func noLabelColumn(recipe: String) -> Failure {
    Failure(
      .data,
      "recipe \(recipe): it names no label column, and a round learns from labels; "
        + "add for example label: {column: y, yes: [\"1\"], no: [\"0\"]}")
  }

  static func noLabels(path: String) -> Failure {
    Failure(.data, "\(path): no row is labelled; label a few rows first, some yes and some no")
  }

  static func emptyPool(path: String, labelledCount: Int) -> Failure {
    Failure(
      .data,
      "\(path): all \(Text.grouped(labelledCount)) rows are labelled, so there is nothing left to ask; "
        + "add unlabelled rows (an empty cell in the label column)")
  }

  /// What `body` returns; an error of the rooms below becomes a failure that begins with `path`.
  static func wrapping<Value, Problem: Error>(
    _ path: String, _ body: () throws(Problem) -> Value
  ) throws(Failure) -> Value {
    do {
      return try body()
    } catch {
      throw Failure(error, path: path)
    }
  }

  init(_ error: some Error, path: String) {
    switch error {
    case let error as Failure: self = error
    case let error as NoEstimate: self = error.failure
    case let error as TableError: self.init(error.isAboutInput ? .input : .data, error.description)
    case let error as RecipeError:
      if case .noItems(_, let rowCount) = error {
        self.init(.data, RecipeError.noItems(source: path, rowCount: rowCount).description)
      } else {
        self.init(.data, error.description)
      }
    case let error as SplitError: self.init(.data, "\(path): \(error)")
    case let error as FeatureError: self.init(.data, "\(path): \(error)")
    case let error as LearningError where error == .cancelled: self = .cancelled
    case let error as MetricError where error == .cancelled: self = .cancelled
    case let error as LearningError: self.init(.data, "\(path): \(error)")
    case let error as FeatureScaleError: self.init(.data, "\(path): \(error)")
    case let error as MetricError: self.init(.data, "\(path): \(error)")
    case let error as SimulationError where error == .learner(.cancelled): self = .cancelled
    case let error as SimulationError: self.init(.data, "\(path): \(error)")
    case let error as EstimateError: self.init(.data, "\(path): \(error)")
    case let error as OutputError: self.init(error.isAboutPlace ? .output : .system, error.description)
    case let error as BatchError: self.init(.data, "\(path): \(error)")
    case let error as StoreError: self.init(error.kind, error.description)
    default: self.init(.system, "\(path): \(error)")
    }
  }
}

extension OutputError {
  /// Whether the file cannot be made at all, as opposed to a failure while it is written.
  fileprivate var isAboutPlace: Bool {
    switch problem {
    case .exists, .isDirectory, .noDirectory, .notPermitted: true
    case .full, .unwritable: false
    }
  }
}

extension StoreError {
  /// The kind of failure that it is.
  fileprivate var kind: Failure.Kind {
    switch problem {
    case .missing, .isDirectory, .notPermitted: .input
    case .exists, .leftover, .inUse, .noFolder, .readOnly, .uncopied: .output
    case .empty, .notAProject, .newer, .damaged, .refused, .modelDropped: .data
    case .busy, .changed: .busy
    case .full, .failed: .system
    }
  }
}
