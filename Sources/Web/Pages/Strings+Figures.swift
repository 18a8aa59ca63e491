import GarimpoCharts
import GarimpoProject

extension Strings {
  /// The words of figures in this language.
  var figureWords: FigureWords {
    var words = FigureWords()
    words.summary = self["figure_numbers"]
    words.low = self["figure_low"]
    words.high = self["figure_high"]
    words.interval = self["figure_interval"]
    words.point = self["figure_point"]
    words.score = self["figure_score"]
    words.items = self["figure_items"]
    words.scoreFrom = self["figure_score_from"]
    words.yes = self["figure_yes"]
    words.no = self["figure_no"]
    words.bin = self["figure_bin"]
    words.meanScore = self["figure_mean_score"]
    words.shareOfYes = self["figure_share"]
    words.calibrationBin = self["figure_calibration_bin"]
    words.decimalMark = language == "en" ? "." : ","
    words.groupMark = language == "en" ? "," : "."
    return words
  }

  /// `0.16 to 0.37`.
  func range(_ low: Double, _ high: Double, places: Int = 2) -> String {
    self["figure_range", ["low": decimal(low, places: places), "high": decimal(high, places: places)]]
  }

  /// A share as a percentage, one decimal below ten per cent.
  func percent(_ share: Double) -> String {
    decimal(share * 100, places: share > 0 && share * 100 < 9.95 ? 1 : 0) + "\u{A0}%"
  }

  /// What people call an order that needs no model.
  func orderName(_ name: String) -> String {
    switch name {
    case "chance": return self["quality_order_chance"]
    case "newest first": return self["quality_order_newest"]
    default:
      guard name.hasPrefix("by ") else { return name }
      let what = name.dropFirst(3)
      if let per = what.firstRange(of: " per ") {
        let unit = what[per.upperBound...]
        return self[
          "quality_order_ratio",
          ["top": String(what[..<per.lowerBound]), "bottom": unit == "day" ? self["quality_order_day"] : String(unit)]]
      }
      return self["quality_order_by", ["field": String(what)]]
    }
  }
}
