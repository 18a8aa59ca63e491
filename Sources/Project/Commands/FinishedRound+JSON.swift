extension FinishedRound {
  /// The result as JSON with sorted keys, ending with a line break: the same bytes for the same result.
  public func json() throws(Failure) -> String { try JSONText.of(result, pretty: true) }
}
