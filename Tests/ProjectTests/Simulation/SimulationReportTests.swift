import Foundation
import GarimpoCharts
import GarimpoEvaluation
import GarimpoQuerying
import Testing

@testable import GarimpoProject

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct SimulationReportTests {
  private func reply(_ change: (inout SimulationOptions) -> Void = { _ in }) throws -> SimulationReply {
    try SimulationNotes().run {
      ($0.asking, $0.repetitionCount, $0.stop) = (["random", "certainty"], 12, "never")
      change(&$0)
    }
  }

  /// Throws if the text is not well-formed.
  private func parse(_ text: String) throws {
    let parser = XMLParser(data: Data(text.utf8))
    let isWhole = parser.parse()
    #expect(isWhole, "\(String(describing: parser.parserError))")
  }

  @Test func `Page and drawing are well-formed and ask for nothing`() throws {
    let reply = try reply { $0.stopping = ["in-a-row 5", "hypergeometric after=5"] }
    let page = SimulationReport.render(reply)
    let drawing = SimulationReport(reply: reply).figure.file.description
    for text in [page, drawing] {
      try parse(text)
      for word in ["<script", "src=", "href=\"http", "url(", "@import", "NaN", "nil"] { #expect(!text.contains(word)) }
    }
    for part in ["curves", "labels", "comparison", "stopping", "figures", "made"] {
      #expect(page.contains("<section id=\"\(part)\"") && page.contains("<a href=\"#\(part)\">"))
    }
    #expect(page == SimulationReport.render(reply))
  }

  @Test func `The curves are the means over the repetitions, with the band of the mean`() throws {
    let reply = try reply()
    let figure = SimulationReport(reply: reply).figure
    #expect(figure.lines.map(\.name) == ["1 · elas-u4, random", "2 · elas-u4, certainty"])
    for (line, way) in zip(figure.lines, reply.ways) {
      // All 58 that were not known, one by one.
      #expect(line.points.map(\.x) == (0...58).map(Double.init))
      for (count, point) in line.points.enumerated() {
        let recalls = way.runs.compactMap { $0.screening.recall(at: count) }
        #expect(abs(point.y - recalls.reduce(0, +) / 12) < 1e-12)
        #expect(point.low <= point.y + 1e-12 && point.high >= point.y - 1e-12)
      }
      #expect(line.points.contains { $0.low < $0.high } && line.points.last?.y == 1)
    }
  }

  @Test func `A run that ended before has no curve beyond its end`() throws {
    let short = try reply { ($0.stop, $0.asking) = ("20", ["random"]) }
    let figure = SimulationReport(reply: short).figure
    #expect(figure.lines[0].points.last?.x == 20 && (figure.lines[0].points.last?.y ?? 1) < 1)
    let page = SimulationReport.render(short)
    #expect(page.contains("<h1>95 % of the yes were not found in each run.</h1>"))
    #expect(page.contains("what it did not find counts as found last") && !page.contains("id=\"comparison\""))
    // Where the run ended because all were found, the curve goes on at 1.
    let found = SimulationReport(reply: try reply { $0.stop = "all-found" }).figure
    #expect(found.lines.map { $0.points.last?.y } == [1, 1])
    #expect(found.lines[0].points.last?.x == found.lines[1].points.last?.x)
  }

  @Test func `The headline says which way needs the fewest labels, and how surely`() throws {
    func headline(_ reply: SimulationReply) -> String { SimulationReport(reply: reply).headline }
    var reply = try reply()
    #expect(headline(reply) == "Way 2 needs fewer labels than the first for 95 % of the yes.")
    reply.differences[0].read95?.high = 1
    #expect(headline(reply) == "Way 2 needed the fewest labels for 95 % of the yes, which may be chance.")
    reply.differences[0].read95?.high = nil
    #expect(headline(reply) == "Way 2 needed the fewest labels for 95 % of the yes, which may be chance.")
    reply.ways.swapAt(0, 1)
    #expect(headline(reply) == "No way found 95 % of the yes with fewer labels than the first.")
    reply.ways.removeLast()
    reply.ways[0].read95?.value = 9.6
    #expect(headline(reply) == "95 % of the yes were found after 10 items of 60.")
  }

  @Test func `A promise that is not kept is not repeated, and one run has no intervals`() throws {
    let reply = try reply { ($0.stopping, $0.asking) = (["hypergeometric after=1"], ["random"]) }
    let page = SimulationReport.render(reply)
    let claim = try #require(reply.ways[0].stopping[0].claim)
    #expect(page.contains(Markup(text: claim).description))
    #expect(page.contains("below them 95 % intervals (bootstrap)") && page.contains("Shaded: 95 % band"))
    let once = try self.reply { ($0.repetitionCount, $0.asking) = (1, ["random", "certainty"]) }
    let single = SimulationReport.render(once)
    #expect(single.contains("Each way was played once, so there is no band."))
    #expect(single.contains("Played once, so without intervals.") && single.contains("--repeats 10 or more says it."))
  }
}
