/// What a person has decided goes before what the columns look like.
extension ColumnRoles {
  /// The column that is to be the title, if a person says so.
  var wishedTitle: Int? { wishes.title.flatMap { name in profiles.firstIndex { $0.name == name } } }

  /// The column of ids: the one that is wished, or none, or the one that looks like it.
  func keyByWish(_ free: [Int]) -> Choice? {
    switch wishes.key {
    case nil: return findKey(free)
    case RecipeWishes.Column.none?: return nil
    case .named(let name)?:
      guard let column = profiles.firstIndex(where: { $0.name == name }) else { return findKey(free) }
      return Choice(column: column, reason: "as was asked for")
    }
  }

  /// The columns of answers, the one that is wished first.
  func labelsByWish(_ found: [LabelGuess]) -> [LabelGuess] {
    guard case .named(let name)? = wishes.label, let column = profiles.firstIndex(where: { $0.name == name }) else {
      return found
    }
    let wished =
      found.first { $0.column == column } ?? twoAnswers().first { $0.column == column } ?? answers(in: column)
    return [wished] + found.filter { $0.column != column }
  }

  /// A column of answers whose words say nothing: the rarest of its values means yes, as what one looks for is rare.
  private func answers(in column: Int) -> LabelGuess {
    let values = profiles[column].frequent.prefix(RecipeWishes.answerLimit).map(\.text)
    guard let rarest = values.last else {
      return LabelGuess(
        column: column, yes: ["1"], no: ["0"], reason: "as was asked for; it is empty, so put your answers here")
    }
    let others = values.count > 1 ? Array(values.dropLast()) : [rarest == "no" ? "yes" : "no"]
    return LabelGuess(
      column: column, yes: [rarest], no: others,
      reason: "as was asked for; which values mean yes is a guess: the rarest, so check it")
  }
}
