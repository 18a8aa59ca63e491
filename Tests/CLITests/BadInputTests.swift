import Foundation
import Testing

/// What a person can get wrong, each with its exact message and exit code.
struct BadInputTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    var table: String? = nil
    var recipe: String? = nil
    var arguments: [String]
    let status: Int32
    let message: String
  }

  static let tiny = ["round", "bad.csv", "--recipe", "tiny.yaml"]

  static let data: [Case] = [
    Case(
      testDescription: "a missing file", arguments: ["round", "absent.csv", "--recipe", "tiny.yaml"], status: 66,
      message: "absent.csv: no such file"),
    Case(
      testDescription: "a folder", arguments: ["round", ".", "--recipe", "tiny.yaml"], status: 66,
      message: ".: is a directory; name the file in it"),
    Case(
      testDescription: "an empty file", table: "", arguments: tiny, status: 65,
      message: "bad.csv: is empty; a table has at least a header"),
    Case(
      testDescription: "a table without rows", table: "title,published,y\n", arguments: tiny, status: 65,
      message: "bad.csv: the table has no rows"),
    Case(
      testDescription: "a ragged row", table: "title,published,y\na,2018-01-01\n", arguments: tiny, status: 65,
      message:
        "bad.csv: record 2 (line 2): 2 fields, the header has 3; correct the record, or accept such records with "
        + "--ragged pad; lines above the header are skipped with --skip-lines"),
    Case(
      testDescription: "no label column in the table",
      table: TinyWorld.table(header: "title,published") { number, date, _ in "\(TinyWorld.title(number)),\(date)" },
      arguments: tiny, status: 65,
      message: "tiny.yaml:3:18: label.column: the table has no column \"y\"; its columns are \"title\", \"published\""),
    Case(
      testDescription: "no label column in the recipe",
      recipe: TinyWorld.recipe.replacing("label: { column: y, yes: [\"1\"], no: [\"0\"] }\n", with: ""),
      arguments: ["round", "things.csv", "--recipe", "bad.yaml"], status: 65,
      message: "recipe tiny: it names no label column, and a round learns from labels; add for example "
        + "label: {column: y, yes: [\"1\"], no: [\"0\"]}"),
    Case(
      testDescription: "no label at all", table: TinyWorld.table { "\(TinyWorld.title($0)),\($1),\($2.prefix(0))" },
      arguments: tiny, status: 65,
      message: "tiny.yaml:3:18: label.column: column \"y\" is empty in every row; label a few rows first, some yes and "
        + "some no"),
    Case(
      testDescription: "labels that are no answers",
      table: TinyWorld.table { "\(TinyWorld.title($0)),\($1),may\($2.prefix(0))be" },
      arguments: tiny, status: 65,
      message: "tiny.yaml:3:18: label.column: none of the 24 filled cells of column \"y\" is a yes or a no; "
        + "record 2 has \"maybe\"; list the answers under label.yes and label.no"),
    Case(
      testDescription: "one class only",
      table: TinyWorld.table { "\(TinyWorld.title($0)),\($1),\($2.isEmpty ? "" : "0")" },
      arguments: tiny, status: 65,
      message: "bad.csv: split: all 16 labelled items are no; label at least one yes"),
    Case(
      testDescription: "one class only on the side that validates",
      table: TinyWorld.table { "\(TinyWorld.title($0)),\($1),\($0 >= 12 && !$2.isEmpty ? "1" : $2)" },
      arguments: tiny, status: 65,
      message: "bad.csv: split: the validation items are 8 yes and 0 no; expected at least one of each: choose another "
        + "split or label more items"),
    Case(
      testDescription: "an empty pool",
      table: TinyWorld.table { "\(TinyWorld.title($0)),\($1),\($2.isEmpty ? "0" : $2)" },
      arguments: tiny, status: 65,
      message: "bad.csv: all 24 rows are labelled, so there is nothing left to ask; add unlabelled rows (an empty cell "
        + "in the label column)"),
    Case(
      testDescription: "no training rows before the split",
      table: TinyWorld.table { "\(TinyWorld.title($0)),\($1.replacing("2018", with: "2019")),\($2)" },
      arguments: tiny, status: 65,
      message: "bad.csv: split: no training items: none of the 16 labelled items is dated before 2019-01-01, the "
        + "earliest is of 2019-01-01; choose a later date"),
    Case(
      testDescription: "no validation rows after the split",
      table: TinyWorld.table { "\(TinyWorld.title($0)),\($1.replacing("2019", with: "2018")),\($2)" },
      arguments: tiny, status: 65,
      message: "bad.csv: split: no validation items: all 16 labelled items are dated before 2019-01-01, the latest is "
        + "of 2018-08-01; choose an earlier date"),
    Case(
      testDescription: "an unreadable value in every row",
      table: TinyWorld.table { "\(TinyWorld.title($0)),some day\($1.prefix(0)),\($2)" }, arguments: tiny, status: 65,
      message: "tiny.yaml:7:24: fields.published.column: no row has a readable date in column \"published\", but the "
        + "split needs it; record 2 has \"some day\"; check column, kind, locale and order"),
    Case(
      testDescription: "an empty band",
      arguments: ["round", "things.csv", "--recipe", "tiny.yaml", "--band", "0.999:1", "--random", "0"],
      status: 65,
      message: "things.csv: batch: none of the 8 pool items scores from 0.999 to 1.0, and none is asked at random; "
        + "expected items in the band: widen it or ask for random ones"),
    Case(
      testDescription: "an unknown recipe", arguments: ["round", "things.csv", "--recipe", "youtube"], status: 65,
      message: "no built-in recipe is called \"youtube\"; there are \"youtube-watch-page\", "
        + "\"youtube-watch-page-all\", \"yt-dlp\", \"papers\", or "
        + "give the path of a YAML file"),
    Case(
      testDescription: "a recipe file that is not there",
      arguments: ["round", "things.csv", "--recipe", "absent.yaml"],
      status: 66, message: "absent.yaml: no such file"),
    Case(
      testDescription: "a mistake in the recipe", recipe: TinyWorld.recipe.replacing("trees: 20", with: "tree: 20"),
      arguments: ["round", "things.csv", "--recipe", "bad.yaml"], status: 65,
      message: "bad.yaml:11:27: model.random_forest: unknown key \"tree\" (did you mean \"trees\"?); expected one of "
        + "\"trees\", \"class_weight\", \"max_features\", \"min_samples_leaf\", \"min_samples_split\", \"max_depth\""),
    Case(
      testDescription: "an escape sequence in a cell, which must not reach the terminal",
      table: TinyWorld.table { "\(TinyWorld.title($0)),\u{1B}[2J\($1.prefix(0)),\($2)" }, arguments: tiny, status: 65,
      message: "tiny.yaml:7:24: fields.published.column: no row has a readable date in column \"published\", but the "
        + "split needs it; record 2 has \" [2J\"; check column, kind, locale and order"),
  ]

  @Test(arguments: data) func `Data that cannot be used is refused with a sentence`(_ sample: Case) throws {
    let world = try TinyWorld()
    if let table = sample.table { try world.write(table, to: "bad.csv") }
    if let recipe = sample.recipe { try world.write(recipe, to: "bad.yaml") }
    let before = world.files
    let run = try ProgramRun(sample.arguments + ["--output", "batch.csv", "--report", "report.html"], in: world.folder)
    #expect(run.errors == "Error: \(sample.message)\n")
    #expect(run.status == sample.status)
    #expect(run.output == "")
    #expect(world.files == before, "nothing may be written")
  }

  static let options: [(arguments: [String], message: String)] = [
    (["--hard", "-3"], "--hard: found -3, expected a whole number, 0 or more"),
    (["--random", "-1"], "--random: found -1, expected a whole number, 0 or more"),
    (
      ["--hard", "0", "--random", "0"],
      "--hard and --random: both are 0, so no item would be asked; ask for at least one"
    ),
    (["--threads", "0"], "--threads: found 0, expected a whole number from 1 to 1024"),
    (["--resamples", "0"], "--resamples: found 0, expected a whole number from 100 to 1000000"),
    (["--trees", "0"], "--trees: found 0, expected a whole number from 1 to 1000000"),
    (["--threshold", "1.5"], "--threshold: found 1.5, expected a score from 0 to 1"),
    (
      ["--band", "0.5:1", "--threshold", "0.7"],
      "--threshold: a band without --hard asks all of its items, so no threshold counts; say --hard too, or leave one of "
        + "the two out"
    ),
    (["--band", "0.5:2"], "--band: found 2, expected scores from 0 to 1, such as 0.26:1"),
    (["--train-before", "soon"], "--train-before: found \"soon\", expected a date such as 2019-04-01"),
    (
      ["--train-before", "2019-01-01", "--validation-share", "0.2"],
      "--train-before and --validation-share: both say how to divide the labelled items; give one"
    ),
    (
      ["--train-before", "2019-01-01", "--split-by", "title"],
      "--train-before and --split-by title: only a date field has a before; use --validation-share"
    ),
    (["--split-by", "colour"], "--split-by: found \"colour\", expected random, title or published"),
    (
      ["--validation-share", "120%"],
      "--validation-share: found 1.2, expected a share between 0 and 1, such as 0.3 or 30%"
    ),
    (
      ["--learner", "forst"],
      "--learner: \"forst\" is not known (did you mean \"forest\"?); expected elas-u4, svm, logistic, naive-bayes, "
        + "complement-naive-bayes, forest, extra-trees, platt(LEARNER), isotonic(LEARNER), mean(LEARNER, LEARNER) or "
        + "ranks(LEARNER, LEARNER)"
    ),
    (
      ["--learner", "ranks(forest, svm)"],
      "--learner: ranks(forest, svm) scores rows by their places among others, which are no probabilities and cannot become "
        + "some: calibrate the learners within it, and take their mean"
    ),
    (
      ["--learner", "svm", "--trees", "3"],
      "--trees: it is about a forest, and the learner is svm; leave it out, or say it in the learner's words "
        + "(--learner 'mean(forest trees=500, logistic)')"
    ),
    (["--class-weight", "heavy"], "--class-weight: found \"heavy\", expected none, balanced or balanced-subsample"),
    (["--max-features", "0"], "--max-features: found 0, expected a whole number, 1 or more"),
    (["--max-features", "0%"], "--max-features: found 0, expected a share above 0 and at most 1"),
    (["--min-samples-leaf", "0"], "--min-samples-leaf: found 0, expected a whole number, 1 or more"),
    (["--min-samples-split", "1"], "--min-samples-split: found 1, expected a whole number, 2 or more"),
    (["--max-depth", "-1"], "--max-depth: found -1, expected a whole number from 0 to 1000000"),
    (["--observed", "2018-01-01"], "--observed: recipe tiny says itself when its rows were observed; change it there"),
    (
      ["--encoding", "ebcdic"],
      "--encoding: found \"ebcdic\", expected utf-8, utf-16le, utf-16be, windows-1252 or latin-1"
    ),
    (["--skip-lines", "-1"], "--skip-lines: found -1, expected a whole number, 0 or more"),
    (["--max-record-bytes", "0"], "--max-record-bytes: found 0, expected a whole number from 1 to 1073741824"),
    (["--quote", ",", "--delimiter", "comma"], "--quote: found the delimiter, expected another character"),
    (["--output", ""], "--output: found an empty name, expected the name of a file"),
    (["--output", "things.csv", "--force"], "--output: things.csv is the table that is read; give another name"),
    (["--report", "./tiny.yaml", "--force"], "--report: ./tiny.yaml is the recipe that is read; give another name"),
    (["--output", "a", "--report", "./a"], "--output and --report: both are ./a; give two names"),
    (["--output", "-", "--report", "-"], "--output and --report: both are standard output; give one of them a name"),
    (["--json", "--output", "-"], "--json: standard output is taken by --output or --report; give that file a name"),
  ]

  @Test(arguments: options) func `An option that makes no sense is a mistake in the command line`(
    _ arguments: [String], _ message: String
  ) throws {
    let world = try TinyWorld()
    let before = world.files
    let run = try ProgramRun(["round", "things.csv", "--recipe", "tiny.yaml"] + arguments, in: world.folder)
    #expect(run.errors == "Error: \(message)\n  See 'garimpo round --help' for more information.\n")
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(world.files == before, "nothing may be written")
    #expect(try world.read("tiny.yaml") == TinyWorld.recipe)
  }

  static let words: [(arguments: [String], firstLine: String)] = [
    (["--hrad", "3"], "Error: Unknown option '--hrad'. Did you mean '--hard'?"),
    (
      ["--band", "1:0.26"],
      "Error: The value '1:0.26' is invalid for '--band <low:high>': the band ends before it begins; write 0.26:1"
    ),
    (
      ["--band", "half"],
      "Error: The value 'half' is invalid for '--band <low:high>': expected the lowest and the highest score, such as 0.26:1"
    ),
    (["--hard", "many"], "Error: The value 'many' is invalid for '--hard <n>'"),
    (["--seed", "-1"], "Error: The value '-1' is invalid for '--seed <n>'"),
    (
      ["--max-depth", "0"],
      "Error: The value '0' is invalid for '--max-depth <n>': expected a whole number of levels, 1 or more, or none"
    ),
    (
      ["--delimiter", "ab"],
      "Error: The value 'ab' is invalid for '--delimiter <character>': expected comma, semicolon, tab, pipe, space or one "
        + "ASCII character"
    ),
    (
      ["--color", "blue"],
      "Error: The value 'blue' is invalid for '--color <when>'. Please provide one of 'auto', 'always' or 'never'."
    ),
    (["more.csv"], "Error: Unexpected argument 'more.csv'"),
  ]

  @Test(arguments: words) func `A word that cannot be read is named, with the usage below it`(
    _ arguments: [String], _ firstLine: String
  ) throws {
    let run = try ProgramRun(["round", "things.csv", "--recipe", "tiny.yaml"] + arguments)
    let lines = run.errors.split(separator: "\n").map(String.init)
    #expect(lines.first == firstLine)
    #expect(lines.contains("Usage: garimpo round [<options>] [<file>]"))
    #expect(run.status == 64)
    #expect(run.output == "")
  }
}
