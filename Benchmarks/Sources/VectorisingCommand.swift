import ArgumentParser
import GarimpoFeatures
import GarimpoMatrix
import GarimpoRecipes
import GarimpoTabular

/// Learning a vocabulary and weighing the words of each text, the counterpart of `bench_tfidf.py tfidf`.
struct VectorisingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tfidf", abstract: "Turns texts into a TF-IDF matrix: fit and transform.")

  @Argument(help: "A CSV file whose column `title` holds the texts.") var table: String
  @Argument(help: "How often to vectorise.") var runs = 5

  private struct Measurement: Encodable {
    let peer = "garimpo"
    let docs: Int
    let mb: Double
    let shape: [Int]
    let nnz: Int
    let wall: Double
    let cpu: Double
    let cpu_min: Double
    let n: Int
    let docs_per_cpu_s: Double
    let rss_mb: Int
  }

  func run() throws {
    let texts = try titles()
    let vectorizer = TfidfVectorizer(TfidfOptions(minDocuments: .count(2)))
    let ((_, matrix), times) = try Stopwatch.repeating(runs) { _ in try vectorizer.fitTransform(texts) }
    try Output.emit(
      Measurement(
        docs: texts.count, mb: Double(texts.reduce(0) { $0 + $1.utf8.count }) / 1e6,
        shape: [matrix.rowCount, matrix.columnCount], nnz: matrix.nonzeroCount, wall: times.wall, cpu: times.cpu,
        cpu_min: times.cpu_min, n: times.n, docs_per_cpu_s: (Double(texts.count) / times.cpu).rounded(),
        rss_mb: try Output.peakMegabytes()))
  }

  private func titles() throws -> [String] {
    let table = try Table(path: table)
    guard let column = table.column(named: "title") else {
      throw ValidationError("\(self.table): no column `title`, only \(table.columnNames.joined(separator: ", "))")
    }
    return table.texts(inColumn: column)
  }
}
