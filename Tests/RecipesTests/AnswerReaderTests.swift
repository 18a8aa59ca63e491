import Foundation
import GarimpoTabular
import Testing

@testable import GarimpoRecipes

struct AnswerReaderTests {
  private static func reader(yes: [String], no: [String]) throws -> AnswerReader {
    func list(_ words: [String]) -> String { words.map { "\"\($0)\"" }.joined(separator: ", ") }
    let recipe = try Recipe(
      yaml: "name: odd\nitem: { title: t }\nlabel: { column: y, yes: [\(list(yes))], no: [\(list(no))] }\n",
      source: "odd.yaml")
    return AnswerReader(recipe.label)
  }

  /// The text as a program sees it that takes its UTF-8 for the encoding.
  private static func encodedTwice(_ text: String, _ encoding: TextEncoding) throws -> String {
    var options = TableOptions()
    options.encoding = encoding
    options.header = .absent
    options.blankLines = .keep
    return try Table(bytes: Array(text.utf8), name: "t.csv", options: options)[0, 0]
  }

  @Test(arguments: [
    (
      Answer.yes,
      [
        "1", "1.0", "1,0", "1,00", "yes", " Yes ", "Y", "TRUE", "true", "Sim", "SIM", "s", "Sí", "si", "oui", "Ja",
        "wahr", "VRAI", "Verdadeiro", "VERDADERO", "Vero", "SÃ\u{AD}",
      ]
    ),
    (
      .no,
      [
        "0", "0.0", "0,0", "No", "n", "FALSE", "falso", "Não", "nao", "NÃO", "NÃ£o", "NÃƒO", "NÃ\u{83}O", "não\u{A0}",
        "na\u{303}o", "NA\u{303}O", "non", "Nein", "falsch", "faux",
      ]
    ),
    (.unsure, ["unsure", "?", "Maybe", "talvez", "não sei", "NAO  SEI", "não\u{A0}sei", "Peut-être", "Not sure"]),
    (.skip, ["skip", "Pular", "Überspringen"]),
  ]) func `General words are understood`(answer: Answer, cells: [String]) {
    let reader = AnswerReader(nil)
    for cell in cells { #expect(reader.read(cell) == .answer(answer), "\(cell)") }
  }

  @Test func `Every general word has one meaning, however it is written`() throws {
    let reader = AnswerReader(nil)
    var meanings: [String: Answer] = [:]
    for (answer, words) in AnswerReader.generalWords {
      for word in words {
        let bare = word.folding(options: .diacriticInsensitive, locale: nil)
        #expect(meanings.updateValue(answer, forKey: word) == nil, "\(word) is listed twice")
        #expect(meanings[bare] == nil || meanings[bare] == answer, "\(word) without accents is another answer")
        for form in [word, bare, word.decomposedStringWithCanonicalMapping] {
          for text in [form, form.uppercased(), form.capitalized, " \(form)\u{A0}\n", "\u{FEFF}\(form)"] {
            #expect(reader.read(text) == .answer(answer), "\(text.debugDescription)")
          }
        }
        for text in [word, word.uppercased()] {
          for encoding in [TextEncoding.windows1252, .latin1] {
            #expect(reader.read(try Self.encodedTwice(text, encoding)) == .answer(answer), "\(text), \(encoding)")
          }
        }
      }
    }
    #expect(meanings.count > 40)
  }

  @Test func `The documentation lists the general words`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "Documentation/Recipes.md"), encoding: .utf8)
    let section = try #require(
      page.components(separatedBy: "\n## Answers\n").last?.components(separatedBy: "\n## ").first)
    for (answer, words) in AnswerReader.generalWords {
      let row = section.split(separator: "\n").first { $0.hasPrefix("| \(answer.rawValue) | ") } ?? ""
      let listed = row.dropFirst("| \(answer.rawValue) | ".count).dropLast(2).replacing("`", with: "")
      #expect(Set(listed.split(separator: ", ").map(String.init)) == Set(words), "\(answer)")
    }
  }

  @Test(arguments: ["", " ", "\u{A0}", "\t\n", "\u{FEFF}", "\u{200B}", "Â\u{A0}"])
  func `White space is no answer`(cell: String) { #expect(AnswerReader(nil).read(cell) == .blank) }

  @Test(arguments: [
    "0.5", "0,455", "455", "2", "10", "-1", "+1", "01", "1.5", "1e0", "x", "o", "v", "t", "f", "yess", "not", "#REF!",
    "#N/A", "2020-01-01", "yes no", "11", "0.01", "1.", ".0", "NULL", "nan", "100%", "1.000.000", "já", "Já", "JÃ¡",
    "nó",
    "sê", "sîm", "nãõ", "y e s", "da", "pass", "Ã", "Ã£", "1\u{A0}000",
  ]) func `Everything else is left unread`(cell: String) {
    #expect(AnswerReader(nil).read(cell) == .unreadable)
  }

  @Test func `Of all short texts of digits and decimal signs, those that are 1 or 0 are answers`() {
    let reader = AnswerReader(nil)
    var texts = [""]
    var answers = 0
    for _ in 1...5 {
      texts = texts.flatMap { text in ["0", "1", "2", ".", ","].map { text + $0 } }
      for text in texts {
        let isZeros = { (part: Substring) in !part.isEmpty && part.allSatisfy { $0 == "0" } }
        let rest = text.dropFirst()
        let isWhole = rest.isEmpty || ([".", ","].contains(rest.first) && isZeros(rest.dropFirst()))
        var expected = AnswerReader.Reading.unreadable
        if isWhole, text.first == "1" { expected = .answer(.yes) }
        if isWhole, text.first == "0" { expected = .answer(.no) }
        if expected != .unreadable { answers += 1 }
        #expect(reader.read(text) == expected, "\(text)")
      }
    }
    #expect(answers == 14)
  }

  @Test func `The recipe's words win`() throws {
    let reader = try Self.reader(yes: ["relevante", "não é mau", "skip"], no: ["mau", "?"])
    for cell in ["Relevante", "NÃO É MAU", "nao e mau", "não\u{A0}é  mau", "NÃ£o Ã© mau", "skip"] {
      #expect(reader.read(cell) == .answer(.yes), "\(cell)")
    }
    #expect(reader.read("MAU") == .answer(.no) && reader.read("?") == .answer(.no))
    #expect(reader.read("máu") == .unreadable)
    #expect(reader.read("sim") == .answer(.yes) && reader.read("0.0") == .answer(.no))
    #expect(reader.read("talvez") == .answer(.unsure) && reader.read("pular") == .answer(.skip))
  }

  @Test func `Accents of the recipe's words matter where two words differ by them only`() throws {
    let reader = try Self.reader(yes: ["é"], no: ["e"])
    #expect(reader.read("É") == .answer(.yes) && reader.read("e") == .answer(.no))
    #expect(try Self.reader(yes: ["é"], no: ["è"]).read("e") == .unreadable)
  }

  @Test func `A column that asks the other way round is not read by general words`() throws {
    // Its question is whether to leave the item out: a general sim would be taken for the contrary.
    for (yes, no) in [(["não"], ["sim"]), (["keep", "no"], ["drop"]), (["0"], ["1"])] {
      let reader = try Self.reader(yes: yes, no: no)
      for word in yes { #expect(reader.read(word) == .answer(.yes)) }
      for word in no { #expect(reader.read(word) == .answer(.no)) }
      let known = Set(yes + no)
      for cell in ["yes", "oui", "false", "nein", "1", "0", "1.0", "sim"] where !known.contains(cell) {
        if cell == "1.0" && no == ["1"] { continue }
        #expect(reader.read(cell) == .unreadable, "\(cell) where \(yes) is yes")
      }
      #expect(reader.read("maybe") == .answer(.unsure) && reader.read("skip") == .answer(.skip))
    }
    let inverted = try Self.reader(yes: ["0"], no: ["1"])
    #expect(inverted.read("0,0") == .answer(.yes) && inverted.read("1.0") == .answer(.no))
    #expect(try Self.reader(yes: ["não"], no: ["sim"]).read("NAO") == .answer(.yes))
  }

  @Test func `Where the recipe has other numbers, 0 and 1 are not guessed`() throws {
    let stars = try Self.reader(yes: ["4", "5"], no: ["2", "3"])
    #expect(stars.read("5,0") == .unreadable && stars.read("5") == .answer(.yes))
    #expect(stars.read("1") == .unreadable && stars.read("0") == .unreadable && stars.read("yes") == .answer(.yes))
    let three = try Self.reader(yes: ["2"], no: ["0"])
    #expect(three.read("0.0") == .answer(.no) && three.read("1") == .unreadable)
    let usual = try Self.reader(yes: ["1.0", "in"], no: ["0"])
    #expect(usual.read("1") == .answer(.yes) && usual.read("0,0") == .answer(.no))
  }

  @Test(
    arguments: [(["1"], ["0"]), (["1"], ["1.0"]), (["1.0"], ["1,00"]), (["0.0", "é"], ["E", "1"])]
      as [([String], [String])])
  func `An answer is read as the label column of a table is`(yes: [String], no: [String]) throws {
    let cells = ["1", "1.0", "1,0", "1,00", "0", "0.0", "É", "é ", "e", "2", "E\u{301}"]
    let reader = try Self.reader(yes: yes, no: no)
    let recipe = try Recipe(
      yaml:
        "name: x\nitem: { title: t }\nlabel: { column: y, yes: [\(yes.map { "\"\($0)\"" }.joined(separator: ","))], "
        + "no: [\(no.map { "\"\($0)\"" }.joined(separator: ","))] }\n", source: "x")
    let table = Table(columnNames: ["t", "y"], rows: cells.map { ["a", $0] })
    let labels = try recipe.items(of: table, importTime: Timestamp(secondsSince1970: 0)).items.labels
    for (cell, label) in zip(cells, labels) {
      if let label { #expect(reader.read(cell) == .answer(label ? .yes : .no), "\(cell)") }
    }
    #expect(labels.contains(true))
  }
}
