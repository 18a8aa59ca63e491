/// How labelled items are divided into training and validation.
public enum SplitSpec: Sendable, Hashable, Codable {
  /// Items whose date field lies before the moment train; the others validate.
  case date(field: String, trainBefore: Timestamp)
  /// The earliest share of items by the date field trains; equal dates stay together.
  case latest(field: String, validationShare: Double)
  /// Whole groups (a channel, an author) validate until they hold the share.
  case group(field: String, validationShare: Double)
  /// A seeded draw that keeps the share of yes equal on both sides.
  case random(validationShare: Double)
}

/// What a round asks for.
public struct BatchSpec: Sendable, Hashable, Codable {
  /// Number of hard items (nil with a band: all of the band).
  public var hard: Int?
  /// Number of random items from the rest.
  public var random: Int
  /// Hard means a score in this band (the notebook's 0.26 to 1) instead of closest to the threshold.
  public var band: ClosedRange<Double>?
  /// The decision threshold that hard items are closest to.
  public var threshold: Double

  /// The notebook's batch.
  public init(hard: Int? = 70, random: Int = 30, band: ClosedRange<Double>? = nil, threshold: Double = 0.5) {
    self.hard = hard
    self.random = random
    self.band = band
    self.threshold = threshold
  }
}

/// What counts as a duplicate: items that are asked once and never lie on both sides of a split.
public enum DuplicateSpec: Sendable, Hashable, Codable {
  /// Nothing does.
  case off
  /// Items with the same words in title and text fields.
  case exact
  /// These, and items that share at least this part of their word shingles (Jaccard similarity, 0.5 to 1).
  case near(Double)
}

/// Which version of a labelled item a round learns from, where an item has changed since it was labelled.
public enum VersionSpec: String, Sendable, Hashable, Codable, CaseIterable {
  /// The newest of every item.
  case latest
  /// The one that was there to be seen when the label was given; of items without a label the newest.
  case labelled
}
