import GarimpoStore

/// What a sheet shows of an item: a function of the log up to a position, so that an import knows what was exported.
struct ShownLabel {
  /// The label in the column of answers; nil leaves the cell empty, also where annotators disagree.
  let answer: LabelEvent.Answer?
  /// The entry that decides, whose note, annotator and time are shown.
  let deciding: LabelState.Entry?
  /// Who answered, where they disagree.
  let annotators: [String]

  init(_ log: LabelState, item: Int64) {
    let entries = log.answers(ofItem: item)
    let label = log.label(ofItem: item)
    answer = label.flatMap { LabelEvent.Answer(rawValue: $0.rawValue) }
    deciding = answer.flatMap { answer in
      entries.last { $0.settles && $0.answer == answer } ?? entries.last { $0.answer == answer }
    }
    annotators = label == .disputed ? entries.map(\.annotator) : []
  }
}
