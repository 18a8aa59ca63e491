import GarimpoStore

/// How far a project has come: figures that were worked out for one moment hold until another.
public struct ProjectMoment: Sendable, Hashable, Codable {
  /// The newest round, nil before the first.
  public var round: Int?
  /// The round in use.
  public var currentRound: Int?
  /// The newest entry of the log of labels.
  public var labelPosition: Int64
  /// The newest version of an item.
  public var versionPosition: Int64

  /// The round that was chosen instead of the newest; nil: none was.
  public var chosenRound: Int? { currentRound == round ? nil : currentRound }

  /// A moment.
  public init(round: Int?, currentRound: Int? = nil, labelPosition: Int64, versionPosition: Int64) {
    self.round = round
    self.currentRound = currentRound ?? round
    self.labelPosition = labelPosition
    self.versionPosition = versionPosition
  }
}

extension OpenProject {
  /// How far the project has come.
  public func moment() throws(Failure) -> ProjectMoment {
    try read { snapshot in
      ProjectMoment(
        round: try snapshot.newestRound().map { Int($0) }, currentRound: try snapshot.currentRound().map { Int($0) },
        labelPosition: try snapshot.labelPosition(),
        versionPosition: try snapshot.versionPosition())
    }
  }
}
