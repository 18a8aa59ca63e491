/// How probabilities are put into bins.
public enum Binning: Sendable, Hashable, Codable {
  /// As many bins as given between 0 and 1, of equal width: `[0, w)`, `[w, 2w)`, …, `[1 − w, 1]`. Empty ones are left out.
  case equalWidth(Int)
  /// As many bins as given of nearly equal count. Equal probabilities stay together, so there may be fewer.
  case equalCount(Int)
}
