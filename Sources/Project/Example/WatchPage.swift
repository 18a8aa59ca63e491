/// The texts of a watch page in Brazilian Portuguese, as a crawler that keeps the text of each element finds them: with
/// the page's line breaks, blank runs and button texts left in.
struct WatchPage {
  let video: ExampleVideo

  /// `1.234 visualizações`, `1 visualização` or `Nenhuma visualização`.
  var viewCount: String {
    switch video.views {
    case 0: "Nenhuma visualização"
    case 1: "1 visualização"
    default: "\(Self.grouped(video.views)) visualizações"
    }
  }

  /// `Publicado em 2 de nov. de 2018`, or how else it came out.
  var time: String {
    let how: String
    if video.oddities.contains(.live) {
      how = "Transmitido ao vivo em"
    } else if video.oddities.contains(.premiere) {
      how = "Estreou em"
    } else {
      how = "Publicado em"
    }
    return "\(how) \(video.date.portuguese)"
  }

  /// The category, or the licence text that the crawl found in its place.
  var category: String {
    if !video.oddities.contains(.licenceAsCategory) { return video.category }
    return video.pageChoice % 8 == 0
      ? "Trilha da Orla (em nome de Vento Discos); Sociedade de Compositores da Orla, e 2 associações de direitos musicais"
      : "Licença de atribuição Creative Commons (reutilização permitida)"
  }

  /// The title, with hashtags or a place on the lines above it in one video of six.
  var headline: String {
    if !video.oddities.contains(.hashtagsInHeadline) { return video.title }
    let above = ["#dados", "#aprendizado #dados #estatistica", "Recife", "#statistics #data"]
    return "\(above[video.pageChoice % above.count])\n\n\n\n    \(video.title)"
  }

  /// The channel's name, the button to subscribe and its number of subscribers.
  var userHeader: String {
    let name = video.channel.name
    let loading = "Carregando...\n    "
    let processing = "        Processando..."
    let count = video.oddities.contains(.hiddenSubscribers) ? "" : Self.abbreviated(video.subscribers)
    return name + Self.breaks(video.channel.isVerified ? 15 : 14) + loading + Self.breaks(8)
      + "        Cancelar inscrição de \(name)?\n      " + Self.breaks(3) + "Cancelar\nCancelar inscrição"
      + Self.breaks(11) + processing + "\n    " + Self.breaks(11) + "Inscrever-seInscritoCancelar inscrição\(count) "
      + Self.breaks(12) + loading + Self.breaks(10) + loading + Self.breaks(14) + processing
  }

  /// The views again, and the thumbs: each count as it is, and as it would be with one's own.
  var sentiment: String {
    let signIn = "      Faça login para que sua opinião seja levada em conta.\n    \nFazer login"
    if video.oddities.contains(.hiddenRatings) {
      return viewCount + Self.breaks(5) + "Gostou deste vídeo?\n\n\(signIn)" + Self.breaks(9)
        + "Não gostou deste vídeo?\n\n\(signIn)"
    }
    let likes = (Self.grouped(video.likes), Self.grouped(video.likes + 1))
    let dislikes = (Self.grouped(video.dislikes), Self.grouped(video.dislikes + 1))
    return viewCount + Self.breaks(8) + "\(likes.0)\n\nGostou deste vídeo?\n\n\(signIn)" + Self.breaks(4) + likes.1
      + Self.breaks(3) + "\(dislikes.0)\n\nNão gostou deste vídeo?\n\n\(signIn)" + Self.breaks(4) + dislikes.1
  }

  /// The address of the picture: on a domain reserved for examples, so that no page loads it.
  var image: String { "https://i.example.org/vi/\(video.id)/\(hasLargeImage ? "maxresdefault" : "hqdefault").jpg" }

  /// The size of the picture.
  var imageSize: (width: String, height: String) { hasLargeImage ? ("1280", "720") : ("480", "360") }

  /// The size of the video; both empty where the page did not give it.
  var videoSize: (width: String, height: String) {
    if video.oddities.contains(.noVideoSize) { return ("", "") }
    switch video.pageChoice % 100 {
    case 0..<3: return ("960", "720")
    case 3..<5: return ("640", "360")
    case 5: return ("480", "360")
    default: return ("1280", "720")
    }
  }

  private var hasLargeImage: Bool { video.pageChoice % 13 >= 3 }

  private static func breaks(_ count: Int) -> String { String(repeating: "\n", count: count) }

  /// A number with a dot between groups of three digits.
  static func grouped(_ number: Int) -> String {
    if number < 1000 { return String(number) }
    let last = String(number % 1000)
    return grouped(number / 1000) + "." + String(repeating: "0", count: 3 - last.count) + last
  }

  /// A number of subscribers: `581`, `9,15 mil`, `39 mil` or `1,2 mi`, with a no-break space.
  static func abbreviated(_ number: Int) -> String {
    if number < 1000 { return String(number) }
    let (unit, name) = number < 1_000_000 ? (1000, "mil") : (1_000_000, "mi")
    let whole = number / unit
    let hundredths = number % unit * 100 / unit
    let decimals = whole < 10 ? hundredths : whole < 100 ? hundredths / 10 * 10 : 0
    var text = String(whole)
    if decimals > 0 {
      let digits = (decimals < 10 ? "0" : "") + String(decimals)
      text += "," + (digits.hasSuffix("0") ? String(digits.dropLast()) : digits)
    }
    return "\(text)\u{A0}\(name)"
  }
}
