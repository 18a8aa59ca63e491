import Foundation
import Testing

struct RecipeCommandTests {
  @Test func `The recipes that come with the program are listed`() throws {
    let run = try ProgramRun(["recipe", "list"])
    #expect(
      run.output == """
        youtube-watch-page      YouTube watch pages saved as a table, in Brazilian
                                Portuguese
        youtube-watch-page-all  The same table, learnt from texts, category, channel
                                and tags
        yt-dlp                  Videos described by yt-dlp or youtube-dl, one JSON
                                object a line
        papers                  Titles and abstracts with the screening decision in
                                label_included

        """)
  }

  @Test(arguments: ["youtube-watch-page", "youtube-watch-page-all", "yt-dlp", "papers"])
  func `What is shown of a recipe is a recipe`(_ name: String) throws {
    let world = try TinyWorld()
    let shown = try world.run("recipe", "show", name)
    #expect(shown.status == 0 && shown.output.contains("\nname: \(name)\n"))
    try world.write(shown.output, to: "copy.yaml")
    let copy = try world.run("recipe", "check", "copy.yaml")
    #expect(copy.status == 0)
    #expect(copy.output == (try world.run("recipe", "check", name)).output)
  }

  @Test func `A check says how the recipe is understood and how it reads a table`() throws {
    let world = try TinyWorld()
    let run = try world.run("recipe", "check", "tiny.yaml", "--table", "things.csv")
    #expect(
      run.output == """
        Recipe tiny
          item      id by hash, title from column title
          label     column y: yes is "1", no is "0"
          observed  2020-01-01
          fields    title: text from column title
                    published: date from column published, written as in en
          features  the terms of title by TF-IDF, in at least 1 document
          split     published before 2019-01-01 trains, the rest validates
          model     random forest, 20 trees, balanced classes, √features tried in a
                    node
          batch     the 2 closest to 0.5, and 1 at random from the rest

        Read things.csv
          CSV, delimiter comma, UTF-8; 24 rows, 3 columns
          no empty rows, 24 items; recipe tiny

          field      read as         items
          label      no                 12
                     yes                 4
                     nothing there       8
          title      text               24
          published  year-month-day     24

        """)
    #expect(run.status == 0 && run.errors == "")
  }

  static let mistakes: [(arguments: [String], status: Int32, message: String)] = [
    (
      ["show", "paper"], 65,
      "no built-in recipe is called \"paper\" (did you mean \"papers\"?); there are \"youtube-watch-page\", "
        + "\"youtube-watch-page-all\", \"yt-dlp\", \"papers\", or give the path of a YAML file"
    ),
    (["check", "absent.yaml"], 66, "absent.yaml: no such file"),
    (["check", "."], 66, ".: is a directory; name the file in it"),
    (["check", "binary.yaml"], 65, "binary.yaml: not UTF-8; save the file as UTF-8"),
    (["check", "tiny.yaml", "--table", "absent.csv"], 66, "absent.csv: no such file"),
    (["guess", "absent.csv"], 66, "absent.csv: no such file"),
  ]

  @Test(arguments: mistakes) func `A recipe that cannot be used is refused with a sentence`(
    _ arguments: [String], _ status: Int32, _ message: String
  ) throws {
    let world = try TinyWorld()
    try Data([0x6E, 0xFF, 0xFE]).write(to: world.folder.appending(path: "binary.yaml"))
    let run = try ProgramRun(["recipe"] + arguments, in: world.folder)
    #expect(run.errors == "Error: \(message)\n")
    #expect(run.status == status)
    #expect(run.output == "")
  }

  @Test func `A guess is a recipe that a round can run on`() throws {
    let world = try TinyWorld()
    let guess = try world.run("recipe", "guess", "things.csv")
    #expect(guess.status == 0 && guess.errors == "")
    #expect(guess.output.contains("name: things\n"))
    try world.write(guess.output, to: "guess.yaml")
    let run = try world.run("round", "things.csv", "--recipe", "guess.yaml", "--trees", "10", "--quiet")
    #expect(run.errors == "" && run.status == 0)
  }

  @Test func `The example is a table that a round can run on`() throws {
    let world = try TinyWorld()
    let made = try world.run("example", "my videos.csv", "--rows", "300", "--seed", "2")
    #expect(
      made.output == """
        Wrote my videos.csv: 300 rows, 124 of them labelled.
        Next:  garimpo round 'my videos.csv' --recipe youtube-watch-page

        """)
    let run = try world.run(
      "round", "my videos.csv", "--recipe", "youtube-watch-page", "--trees", "20", "--resamples", "100", "--quiet")
    #expect(run.errors == "" && run.status == 0)
    let again = try world.run("example", "my videos.csv")
    #expect(again.errors == "Error: my videos.csv: exists already; choose another name, or replace it with --force\n")
    #expect(again.status == 73)
    let none = try world.run("example", "none.csv", "--rows", "0")
    #expect(
      none.errors == """
        Error: --rows: found 0, expected a whole number from 1 to 10000000
          See 'garimpo example --help' for more information.

        """)
    #expect(none.status == 64)
  }
}
