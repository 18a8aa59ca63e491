import GarimpoKernels
public import GarimpoTabular

/// The shipped example: a table of invented videos, in the shape and with the oddities of a crawl of watch pages in
/// Brazilian Portuguese, about a third of it labelled by an invented person whose taste can be learnt, but not perfectly.
///
/// Channels, people, titles, ids and figures are drawn from a grammar of our own; none belongs to a real video. The table
/// is a function of `rowCount` and `seed` alone, equal on every machine: only integer and exactly rounded arithmetic is used.
///
/// ```swift
/// let table = ExampleVideos(rowCount: 1200, seed: 1).table()
/// table[0, 1]  // "River Flood Challenge Walkthrough: Dashboards"
/// ```
public struct ExampleVideos: Sendable, Hashable {
  /// The number of rows, the empty ones included. At least 1.
  public let rowCount: Int
  /// The seed of everything drawn.
  public let seed: UInt64

  /// The share of rows, from the first on, that carry a label.
  static let labelledShare = 0.42
  /// The share of labelled rows with a yes.
  static let positiveShare = 0.132

  /// An example of `rowCount` rows (at least 1, checked).
  public init(rowCount: Int = 1200, seed: UInt64 = 1) {
    precondition(rowCount >= 1, "an example has at least one row")
    self.rowCount = rowCount
    self.seed = seed
  }

  /// The columns of the crawl, in its order. The first, a row number, has no name.
  public static let columnNames = [
    "", "watch-title", "y", "watch-view-count", "watch-time-text", "content_watch-info-tag-list", "watch7-headline",
    "watch7-user-header", "watch8-sentiment-actions", "og:image", "og:image:width", "og:image:height",
    "og:description", "og:video:width", "og:video:height", "og:video:tag", "channel_link_0",
  ]

  /// The table: `rowCount` rows of the columns in `columnNames`, all text.
  public func table() -> Table {
    let videos = drawVideos()
    let labels = drawLabels(of: videos)
    let rows = videos.indices.map { row -> [String] in
      guard let video = videos[row] else {
        return [String(row)] + Array(repeating: "", count: Self.columnNames.count - 1)
      }
      let page = WatchPage(video: video)
      return [
        String(row), video.title, labels[row].map { $0 ? "1" : "0" } ?? "", page.viewCount, page.time, page.category,
        page.headline, page.userHeader, page.sentiment, page.image, page.imageSize.width, page.imageSize.height,
        video.description, page.videoSize.width, page.videoSize.height, video.tag, video.channel.path,
      ]
    }
    return Table(columnNames: Self.columnNames, rows: rows)
  }

  /// One video a row; nil for a row that the crawl left empty. Two videos share a title only where the oddity says so.
  private func drawVideos() -> [ExampleVideo?] {
    let oddities = RowOddities.drawn(forRows: rowCount, seed: seed)
    var titles: Set<String> = []
    var sharedTitleCount = 0
    return (0..<rowCount).map { row in
      if oddities[row].contains(.empty) { return nil }
      var random = SplitMix64(seed: seed, stream: UInt64(row))
      var video = ExampleVideo(row: row, oddities: oddities[row], random: &random)
      if oddities[row].contains(.sharedTitle) {
        video.title = TitleGrammar.sharedTitles[sharedTitleCount % TitleGrammar.sharedTitles.count]
        sharedTitleCount += 1
      } else {
        var attempts = 0
        while !titles.insert(video.title).inserted {
          attempts += 1
          if attempts < 8 {
            video.drawTitle(random: &random)
          } else {
            video.title = "\(video.title.prefix(90)) #\(row)"
          }
        }
      }
      return video
    }
  }

  /// The labels: among the first rows, the videos of each side of 2019-04-01 that appeal most, noise included. Taking a
  /// fixed share of each side gives both classes to training and validation in all but the smallest tables.
  private func drawLabels(of videos: [ExampleVideo?]) -> [Bool?] {
    let labelledCount = Int((Double(rowCount) * Self.labelledShare).rounded())
    var labels: [Bool?] = Array(repeating: nil, count: rowCount)
    for trains in [true, false] {
      let side = (0..<labelledCount).filter { row in videos[row].map { $0.date.isInTraining == trains } ?? false }
      let byAppeal = side.sorted { a, b in
        let (first, second) = (videos[a]?.appeal ?? 0, videos[b]?.appeal ?? 0)
        return first != second ? first > second : a < b
      }
      let positiveCount = side.count < 2 ? 0 : max(1, Int((Double(side.count) * Self.positiveShare).rounded()))
      for (rank, row) in byAppeal.enumerated() { labels[row] = rank < positiveCount }
    }
    return labels
  }
}
