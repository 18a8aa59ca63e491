extension LabelState {
  /// Adds an entry of the log that is newer than all before.
  public mutating func add(_ event: LabelEvent) {
    add(
      Entry(
        position: event.position, item: event.item, version: event.version, answer: event.answer,
        settles: event.settles, annotator: event.annotator), undoing: event.undoes)
  }
}
