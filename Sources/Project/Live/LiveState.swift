import GarimpoLearning

/// How a live model is getting on, for people and for pages.
public struct LiveState: Sendable, Hashable, Codable {
  /// What it is doing.
  public enum Phase: String, Sendable, Hashable, Codable {
    /// It reads the items; there is no model yet.
    case loading
    /// It has the items, but not both answers.
    case waitingForAnswers
    /// It learns from an answer; the model before is in service.
    case training
    /// Its model has seen all answers that it knows of.
    case ready
    /// Something went wrong; the model before, if any, is in service, and the next answer or import is a new try.
    case failed
  }

  /// What it is doing.
  public internal(set) var phase = Phase.loading
  /// The same in a sentence.
  public internal(set) var message = "Reading the items."
  /// The place in the log of labels up to which the newest model has seen; while there is none, up to which the log
  /// was read; nil before.
  public internal(set) var position: Int64?
  /// Items in memory.
  public internal(set) var itemCount = 0
  /// Items that the newest model has learnt yes from.
  public internal(set) var yesCount = 0
  /// Items that the newest model has learnt no from.
  public internal(set) var noCount = 0
  /// How long the last training took, in milliseconds.
  public internal(set) var trainingMilliseconds: Double?
  /// How many trees the newest model has; 0 while there is none, and of a learner that grows none.
  public internal(set) var treeCount = 0
  /// The learner of the newest model in words; nil while there is none.
  public internal(set) var learner: String?
  /// Whether the newest order has the whole pool; false while it has only candidates, or there is none.
  public internal(set) var isWhole = false
}

extension LiveState {
  /// The state while there is no model for lack of an answer.
  func begun(yes: Int, no: Int, position: Int64, itemCount: Int) -> LiveState {
    var state = LiveState()
    state.phase = .waitingForAnswers
    state.message =
      "There is a model once there is a yes and a no; so far \(Text.grouped(yes)) yes and \(Text.grouped(no)) no."
    state.position = position
    state.itemCount = itemCount
    state.yesCount = yes
    state.noCount = no
    return state
  }

  /// The state when a model has taken in all that was known.
  func ready(_ fit: LiveFit, _ offer: LiveOffer) -> LiveState {
    var state = self
    state.phase = .ready
    state.yesCount = fit.lesson.yesCount
    state.noCount = fit.lesson.targets.count - fit.lesson.yesCount
    state.message =
      "The model has learnt from \(Text.grouped(state.yesCount)) yes and \(Text.grouped(state.noCount)) no."
    state.position = offer.position
    state.itemCount = fit.material.numbers.count
    state.trainingMilliseconds = fit.milliseconds
    state.treeCount = fit.model.learner.treeCount
    state.learner = fit.model.learner.summary
    state.isWhole = offer.isWhole
    return state
  }
}
