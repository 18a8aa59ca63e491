extension Recipe {
  /// The names of the recipes that come with the program.
  public static let builtInNames = ["youtube-watch-page", "youtube-watch-page-all", "yt-dlp", "papers"]

  /// The recipe of this name that comes with the program.
  public static func builtIn(named name: String) throws(RecipeError) -> Recipe {
    try Recipe(yaml: builtInText(named: name), source: name)
  }

  /// Its text, with comments.
  static func builtInText(named name: String) throws(RecipeError) -> String {
    switch name {
    case "youtube-watch-page": return BuiltInRecipes.youtubeWatchPage
    case "youtube-watch-page-all": return BuiltInRecipes.youtubeWatchPageAll
    case "yt-dlp": return BuiltInRecipes.ytDlp
    case "papers": return BuiltInRecipes.papers
    default:
      throw .unknownRecipe(
        name: name, nearest: NearestName.nearest(to: name, among: builtInNames), known: builtInNames)
    }
  }
}

/// The texts of the recipes that come with the program: what `garimpo recipe show` prints.
enum BuiltInRecipes {
  static let youtubeWatchPage = """
    # Watch pages of YouTube as a crawler of 2019 saved them: one row a video, page elements as columns,
    # texts in Brazilian Portuguese.
    name: youtube-watch-page
    about: YouTube watch pages saved as a table, in Brazilian Portuguese
    locale: pt-BR

    item:
      key: ""                              # the first column has no name: the row number of the crawl
      title: watch-title
      picture: "og:image"
      link:                                # the picture's address holds the video's id
        column: "og:image"
        between: [/vi/, /]
        template: "https://www.youtube.com/watch?v={}"

    label: { column: y, yes: ["1", "1.0"], no: ["0", "0.0"] }

    observed: 2019-12-03                   # the day of the crawl: counts were true then, ages count back from it

    fields:
      title:       { column: watch-title, kind: text }
      published:   { column: watch-time-text, kind: date }         # Publicado em 2 de nov. de 2018
      views:       { column: watch-view-count, kind: count }       # 2.167 visualizações
      likes:       { column: watch8-sentiment-actions, line: 2, kind: count, missing: ["Gostou deste vídeo?"] }
      description: { column: "og:description", kind: text }
      headline:    { column: watch7-headline, kind: text }         # hashtags and title
      category:    { column: content_watch-info-tag-list, kind: category }
      tags:        { column: "og:video:tag", kind: tags }          # the page's last tag only
      channel:     { column: watch7-user-header, line: 1, kind: category }
      channel_id:  { column: channel_link_0, between: [/channel/, ""], kind: category }
      width:       { column: "og:video:width", kind: count }
      height:      { column: "og:video:height", kind: count }

    features:
      - number: views
      - ratio: [views, days since published]
      - tfidf: { field: title, min_documents: 2 }

    split: { by: published, train_before: 2019-04-01 }
    model: { random_forest: { trees: 1000, class_weight: balanced } }
    batch: { hard: 70, random: 30 }

    """

  /// The same columns, and the features that a taste shows in: what a video says, who made it and where it is filed. Clicks
  /// are left out, as how many people liked something says little of whether one person does.
  static let youtubeWatchPageAll: String = {
    var text = RecipeText(youtubeWatchPage)
    text.replace("name", with: ["name: youtube-watch-page-all"])
    text.replace("about", with: ["about: The same table, learnt from texts, category, channel and tags"])
    text.replace(
      "features",
      with: [
        "features:", "  - category: category", "  - category: channel", "  - category: tags",
        "  - tfidf: { fields: [title, description], ngrams: [1, 2], sublinear: true, weight: 0.8 }",
        "  - tfidf: { field: title, units: characters, min_documents: 2, sublinear: true, weight: 0.2 }",
      ])
    text.replace("model", with: ["model: logistic"])
    return text.yaml
  }()

  static let ytDlp = """
    # Videos as youtube-dl and yt-dlp describe them with --dump-json: one JSON object a line.
    # Add a column `label` with 1 or 0 for the videos that you have judged.
    name: yt-dlp
    about: Videos described by yt-dlp or youtube-dl, one JSON object a line

    item:
      key: id
      title: title
      picture: thumbnail
      link: webpage_url

    label: { column: label, yes: ["1", "yes", "true"], no: ["0", "no", "false"] }

    observed: import time                  # better: { column: epoch }, if yt-dlp wrote it

    fields:
      title:       { column: title, kind: text }
      description: { column: description, kind: text }
      published:   { column: upload_date, kind: date }             # 20181102
      views:       { column: view_count, kind: count }
      likes:       { column: like_count, kind: count }
      channel:     { column: uploader, kind: category }
      categories:  { column: categories, kind: tags }              # ["Education"]
      tags:        { column: tags, kind: tags }
      width:       { column: width, kind: count }
      height:      { column: height, kind: count }

    features:
      - number: views
        transform: log
      - ratio: [views, days since published]
        transform: log
      - category: categories
        min_count: 2
      - tfidf: { fields: [title, description], min_documents: 2, sublinear: true }

    split: { by: published, validation_share: 30% }
    model: { random_forest: { trees: 1000, class_weight: balanced } }
    batch: { hard: 70, random: 30 }

    """

  static let papers = """
    # Titles and abstracts to be screened for a systematic review. Unscreened records have an empty label.
    name: papers
    about: Titles and abstracts with the screening decision in label_included

    item:
      title: title                         # no key: ids are hashes of title and abstract

    label: { column: label_included, yes: ["1", "yes"], no: ["0", "no"] }

    fields:
      title:    { column: title, kind: text }
      abstract: { column: abstract, kind: text }

    features:                              # of another language: portuguese, german, …
      - tfidf: { fields: [title, abstract], units: stems, language: english, ngrams: [1, 2], max_documents: 95%,
                 sublinear: true, weight: 0.87 }
      - tfidf: { field: title, units: stems, language: english, ngrams: [1, 2], max_documents: 95%,
                 sublinear: true, weight: 0.13 }

    split: { by: random, validation_share: 30% }
    model: elas-u4                         # a linear support vector machine; rounds make probabilities of its scores
    batch: { hard: 70, random: 30 }

    """
}
