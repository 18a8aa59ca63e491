import GarimpoCharts

/// The page around a report: one file without a script and without a request to anywhere, which is well-formed XML too.
struct ReportPage {
  /// What it is: `Round report`.
  let title: String
  /// What it is about, such as the name of a file.
  let name: String
  /// The parts that are linked to from the top: the id of each, and its name.
  let parts: [(id: String, name: String)]
  /// Rules behind those of all reports.
  var style: Markup = ""

  /// The page around `content`.
  func markup(_ content: Markup) -> Markup {
    let links = parts.map { "<a href=\"#\($0.id)\">\($0.name)</a>" as Markup }
    let more: Markup = style.description.isEmpty ? "" : "\n\(style)"
    return """
      <!DOCTYPE html>
      <html lang="en" xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="referrer" content="no-referrer"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
      <title>\(title) · \(name)</title>
      <link rel="icon" href="data:,"/>
      <style>
      \(ReportStyle.sheet)\(more)
      </style></head>
      <body><a class="skip" href="#content">Skip to the report</a>
      <header class="bar"><div class="name"><i></i><bdi>\(name)</bdi></div><nav aria-label="Parts of the report">\
      \(Markup(links))</nav></header>
      <main id="content">
      \(content)
      <footer class="small">Made by Garimpo. This file holds all it needs: no script, no network.</footer>
      </main></body></html>

      """
  }
}
