extension ShownItem {
  /// The item as an annotator may see it who has yet to answer: without what others answered, which could sway them.
  ///
  /// Whoever has an answer that stands sees everything; a skip is none, and that of another is not shown either. Of
  /// the others it is only told how many have answered.
  public func unswayed(_ annotator: String) -> ShownItem {
    let undone = Set(answers.compactMap(\.undoes))
    let standing = answers.filter { $0.undoes == nil && $0.answer != "skip" && !undone.contains($0.position) }
    guard !standing.contains(where: { $0.annotator == annotator }) else { return self }
    var item = self
    item.answers.removeAll { $0.annotator != annotator }
    let isSkipped = answers.contains {
      $0.annotator == annotator && $0.answer == "skip" && $0.undoes == nil && !undone.contains($0.position)
    }
    if standing.isEmpty, !isSkipped { item.label = nil }
    if !standing.isEmpty {
      item.label = nil
      item.hiddenAnnotatorCount = Set(standing.map(\.annotator)).count
    }
    return item
  }
}
