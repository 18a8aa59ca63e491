/// Compares the title of a row with that of an item, forgiving what files do to texts.
enum TitleComparison {
  /// How the two agree.
  enum Agreement {
    /// They say the same; or the row says nothing.
    case same
    /// The row's is the beginning of the item's, or has characters lost where the item's has letters that not every
    /// encoding knows. It may be the title of another item at the same time.
    case damaged
    /// They are different titles.
    case different
  }

  /// The fewest characters of a title that was cut.
  static let fewestCharacters = 8

  /// How the title in a row agrees with the title of an item.
  ///
  /// White space and double encoding do not count; `1984,0` is `1984`. A `?` or U+FFFD of the row stands for any characters
  /// that are not ASCII, and what stands beside it in the same run with it. A text of ``fewestCharacters`` or more may be
  /// cut, with or without an ellipsis. The apostrophe before what could run as a formula does not count. An error value such as `#NAME?` says nothing.
  static func compare(row: String, item: String) -> Agreement {
    if row == item { return .same }
    let found = SpreadsheetText.plain(row)
    let title = SpreadsheetText.plain(item)
    if found.isEmpty || found == title || SpreadsheetText.isError(found) { return .same }
    if let number = SpreadsheetText.wholeNumber(found), number == title { return .same }
    let bare = SpreadsheetText.withoutApostrophe(found) ?? found
    let bareTitle = SpreadsheetText.withoutApostrophe(title) ?? title
    return bare == bareTitle ? .same : resembles(Array(bare), Array(bareTitle)) ? .damaged : .different
  }

  /// Whether `found` is `title` with characters lost or its end cut off.
  private static func resembles(_ found: [Character], _ title: [Character]) -> Bool {
    var (here, there) = (0, 0)
    while here < found.count {
      if there < title.count, found[here] == title[there] {
        here += 1
        there += 1
        continue
      }
      // An ellipsis, which not every encoding has.
      if [["…"], [".", ".", "."], ["?"]].contains(Array(found[here...])), here >= fewestCharacters, there < title.count
      {
        return true
      }
      // A run of lost characters stands for a run of such as may be lost.
      var end = here
      while end < found.count, isLost(found[end]) || !found[end].isASCII { end += 1 }
      guard there < title.count, !title[there].isASCII, found[here..<end].contains(where: isLost) else { return false }
      while there < title.count, !title[there].isASCII { there += 1 }
      here = end
    }
    return there == title.count || found.count >= fewestCharacters
  }

  private static func isLost(_ character: Character) -> Bool { character == "?" || character == "\u{FFFD}" }
}
