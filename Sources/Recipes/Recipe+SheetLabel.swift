extension Recipe {
  /// The column of answers in sheets: the recipe's, or `label` with yes and no where the recipe names none, as the answers
  /// are then given in the project alone.
  public var sheetLabel: LabelSpec {
    label
      ?? LabelSpec(source: ColumnSource(column: "label", place: item.title.place), yes: ["yes"], no: ["no"])
  }
}
